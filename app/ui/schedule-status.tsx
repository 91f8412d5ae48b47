import { priceScheduleStatusLabel } from '../domain/price-schedules/price-schedule.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const TONES: Record<string, Tone> = { submitted: 'warning', approved: 'accent', rejected: 'bad' };

export function ScheduleStatusTag({ status, inForce }: { status: string; inForce: boolean }) {
  if (inForce) return <StatusTag tone="good">In force</StatusTag>;
  return <StatusTag tone={TONES[status] ?? 'neutral'}>{priceScheduleStatusLabel(status)}</StatusTag>;
}
