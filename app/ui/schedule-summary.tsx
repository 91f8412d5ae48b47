import { formatDate, londonDate } from '../lib/dates.ts';
import { Section } from './page-header.tsx';
import { ScheduleStatusTag } from './schedule-status.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';

interface ScheduleSummaryProps {
  schedule: {
    status: string;
    validFrom: string;
    validUntil: string | null;
    tiers: number;
    tier: number;
    leadName: string;
    drawnUpBy: string;
    reason: string;
    submittedAt: Date | null;
  };
  inForce: boolean;
}

/** All that a schedule says besides its prices. */
export function ScheduleSummary({ schedule, inForce }: ScheduleSummaryProps) {
  return (
    <SummaryList
      rows={[
        { name: 'Status', value: <ScheduleStatusTag status={schedule.status} inForce={inForce} /> },
        { name: 'From', value: formatDate(schedule.validFrom) },
        { name: 'Until', value: schedule.validUntil ? `before ${formatDate(schedule.validUntil)}` : 'No end set' },
        ...(schedule.submittedAt ? [{ name: 'Submitted', value: formatDate(londonDate(schedule.submittedAt)) }] : []),
        ...(schedule.tiers > 1 ? [{ name: 'Tier', value: schedule.tier }] : []),
        { name: 'Run by', value: schedule.leadName },
        ...(schedule.drawnUpBy === 'authority'
          ? [{ name: 'Drawn up by', value: `${schedule.leadName}, when it accepted an uplift` }]
          : []),
        ...(schedule.reason
          ? [
              {
                name: 'Why it changed',
                value: <span className="whitespace-pre-wrap break-words">{schedule.reason}</span>,
              },
            ]
          : []),
      ]}
    />
  );
}

interface Decision {
  id: string;
  outcome: string;
  reason: string;
  decidedAt: Date;
}

/** What was decided each time, the latest first; nothing for members that do not lead. */
export function ScheduleDecisions({ decisions, leadName }: { decisions: Decision[]; leadName: string }) {
  if (decisions.length === 0) return null;
  return (
    <Section title="Decisions" lead={`By ${leadName}, the latest first.`}>
      <Table
        caption="Decisions on these prices"
        columns={[
          { heading: 'Decision', cell: ({ outcome }) => (outcome === 'approved' ? 'Approved' : 'Rejected') },
          { heading: 'On', cell: ({ decidedAt }) => formatDate(londonDate(decidedAt)), short: true },
          {
            heading: 'Reason',
            cell: ({ reason }) => <span className="whitespace-pre-wrap break-words">{reason || '–'}</span>,
          },
        ]}
        rows={decisions}
        rowKey={({ id }) => id}
      />
    </Section>
  );
}
