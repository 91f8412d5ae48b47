import { isPoorJudgement, JUDGEMENT_LABELS } from '../domain/services/accommodation.ts';
import { StatusTag } from './status-tag.tsx';

/** Ofsted's judgement in its words; the worst stands out. Null: not yet inspected. */
export function Judgement({ judgement }: { judgement: string | null }) {
  if (!judgement) return 'Not yet inspected';
  const label = JUDGEMENT_LABELS[judgement];
  return isPoorJudgement(judgement) ? <StatusTag tone="bad">{label}</StatusTag> : label;
}
