import { VACANCY_STATUS_LABELS, type VacancyStatus } from '../domain/vacancies/vacancy.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const TONES: Record<VacancyStatus, Tone> = {
  draft: 'warning',
  published: 'good',
  held: 'accent',
  filled: 'neutral',
  withdrawn: 'neutral',
  expired: 'neutral',
};

export function VacancyStatusTag({ status }: { status: string }) {
  const known = status as VacancyStatus;
  return <StatusTag tone={TONES[known]}>{VACANCY_STATUS_LABELS[known]}</StatusTag>;
}
