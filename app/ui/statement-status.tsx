import {
  STATEMENT_STATUS_LABELS,
  type StatementStatus,
} from '../domain/market-position-statements/market-position-statement.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const TONES: Record<StatementStatus, Tone> = { draft: 'warning', published: 'good', superseded: 'neutral' };

export function StatementStatusTag({ status }: { status: StatementStatus }) {
  return <StatusTag tone={TONES[status]}>{STATEMENT_STATUS_LABELS[status]}</StatusTag>;
}
