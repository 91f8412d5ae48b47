import { Link } from '@remix-run/react';
import { formatDate, londonDate } from '../lib/dates.ts';
import { formatBps } from '../lib/percent.ts';
import { SummaryList } from './summary-list.tsx';
import { UpliftStatusTag } from './uplift-list.tsx';

interface UpliftSummaryProps {
  uplift: {
    status: string;
    askedBps: number | null;
    fromDate: string;
    reason: string;
    submittedAt: Date;
    decidedAt: Date | null;
    acceptedBps: number | null;
    acceptedFrom: string | null;
    acceptedScheduleId: string | null;
    decisionReason: string | null;
    scheduleId: string;
  };
}

const Written = ({ children }: { children: string }) => (
  <span className="whitespace-pre-wrap break-words">{children}</span>
);

/** What was asked, and what became of it. */
export function UpliftSummary({ uplift }: UpliftSummaryProps) {
  const { acceptedScheduleId, decisionReason } = uplift;
  return (
    <SummaryList
      rows={[
        { name: 'Status', value: <UpliftStatusTag status={uplift.status} /> },
        {
          name: 'Asks for',
          value:
            uplift.askedBps === null ? 'Higher prices, line by line' : `${formatBps(uplift.askedBps)} on every price`,
        },
        { name: 'From', value: formatDate(uplift.fromDate) },
        { name: 'Why', value: <Written>{uplift.reason}</Written> },
        { name: 'Asked on', value: formatDate(londonDate(uplift.submittedAt)) },
        {
          name: 'Prices it raises',
          value: (
            <Link className="link" to={`/price-schedules/${uplift.scheduleId}`}>
              The schedule in force when it was asked
            </Link>
          ),
        },
        ...(uplift.decidedAt ? [{ name: 'Decided on', value: formatDate(londonDate(uplift.decidedAt)) }] : []),
        ...(acceptedScheduleId && uplift.acceptedFrom
          ? [
              {
                name: 'Accepted',
                value: (
                  <>
                    {uplift.acceptedBps === null ? 'Line by line' : formatBps(uplift.acceptedBps)} from{' '}
                    {formatDate(uplift.acceptedFrom)}:{' '}
                    <Link className="link" to={`/price-schedules/${acceptedScheduleId}`}>
                      see the new prices
                    </Link>
                  </>
                ),
              },
            ]
          : []),
        ...(decisionReason ? [{ name: 'Reason of the decision', value: <Written>{decisionReason}</Written> }] : []),
      ]}
    />
  );
}
