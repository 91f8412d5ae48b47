import { adjustmentLabel, adjustmentShare } from '../domain/price-schedules/price-schedule.ts';
import type { SchedulePrices } from '../domain/price-schedules/quote.ts';
import { formatDate, londonDate } from '../lib/dates.ts';
import { formatPence } from '../lib/money.ts';
import { formatChange } from '../lib/percent.ts';
import { ScheduleStatusTag } from './schedule-status.tsx';
import { SummaryList } from './summary-list.tsx';

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
    decidedAt: Date | null;
    decisionReason: string | null;
    prices: Omit<SchedulePrices, 'lines'>;
    earlier: { prices: Omit<SchedulePrices, 'lines'> } | null;
  };
  inForce: boolean;
}

const besides = (pence: number, before: number | null | undefined) =>
  before === null || before === undefined ? '' : ` (before ${formatPence(before)}, ${formatChange(before, pence)})`;

/** All that a schedule says besides its weekly fees. */
export function ScheduleSummary({ schedule, inForce }: ScheduleSummaryProps) {
  const { prices, earlier } = schedule;
  const was = new Map(earlier?.prices.addOns.map(({ code, pence }) => [code, pence]));
  return (
    <SummaryList
      rows={[
        { name: 'Status', value: <ScheduleStatusTag status={schedule.status} inForce={inForce} /> },
        ...(schedule.status === 'rejected' || (schedule.status === 'draft' && schedule.decisionReason)
          ? [
              {
                name: 'Why it was rejected',
                value: <span className="whitespace-pre-wrap break-words">{schedule.decisionReason}</span>,
              },
            ]
          : []),
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
        ...(prices.includedSupportHours === null
          ? []
          : [{ name: 'Support hours in the fee', value: `${prices.includedSupportHours} a week` }]),
        ...(prices.extraSupportHourPence === null
          ? []
          : [
              {
                name: 'Each further hour',
                value: `${formatPence(prices.extraSupportHourPence)}${besides(prices.extraSupportHourPence, earlier?.prices.extraSupportHourPence)}`,
              },
            ]),
        ...prices.addOns.map((addOn) => ({
          name: addOn.label,
          value: `${formatPence(addOn.pence)} ${addOn.unit === 'hour' ? 'an hour' : 'a week'}${besides(addOn.pence, was.get(addOn.code))}`,
        })),
        ...prices.adjustments.map((adjustment) => ({
          name: adjustmentLabel(adjustment),
          value: adjustmentShare(adjustment),
        })),
      ]}
    />
  );
}
