import { type EvaluationStage, STAGE_LABELS } from '../domain/evaluation/evaluation.ts';
import { formatTimeLeft, type TimeLeft } from '../domain/lot-applications/time-left.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const LEFT_TONES: Record<TimeLeft['is'], Tone> = {
  overdue: 'bad',
  due_today: 'warning',
  standing: 'neutral',
  left: 'neutral',
};
const FEW_DAYS = 2;

/** How much time there is to decide, in words. */
export function TimeLeftTag({ left }: { left: TimeLeft }) {
  const few = left.is === 'left' && left.workingDays <= FEW_DAYS;
  return <StatusTag tone={few ? 'warning' : LEFT_TONES[left.is]}>{formatTimeLeft(left)}</StatusTag>;
}

const STAGE_TONES: Record<EvaluationStage, Tone> = {
  to_assign: 'warning',
  being_scored: 'neutral',
  to_moderate: 'accent',
  to_decide: 'accent',
};

export function StageTag({ stage }: { stage: EvaluationStage }) {
  return <StatusTag tone={STAGE_TONES[stage]}>{STAGE_LABELS[stage]}</StatusTag>;
}

const OUTCOMES: Record<string, { label: string; tone: Tone }> = {
  submitted: { label: 'Being evaluated', tone: 'warning' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  accepted: { label: 'Accepted', tone: 'good' },
  rejected: { label: 'Not accepted', tone: 'bad' },
};

/** What became of an application; the tier where the lot has several. */
export function OutcomeTag({ status, tier, tiers }: { status: string; tier?: number | null; tiers?: number }) {
  const { label, tone } = OUTCOMES[status] ?? { label: status, tone: 'neutral' };
  return <StatusTag tone={tone}>{tier && tiers && tiers > 1 ? `${label}, tier ${tier}` : label}</StatusTag>;
}
