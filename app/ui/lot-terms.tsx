import { OFSTED_RULE_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formatUpliftDay } from '../domain/purchasing-systems/uplift-day.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { countOf } from '../lib/phrases.ts';
import { SummaryList } from './summary-list.tsx';

interface NoticeAndUplifts {
  noticeDays: number;
  upliftMonthDay: string | null;
}

/** What ends a placement, and when prices may rise: two rows. */
export const noticeAndUplifts = ({ noticeDays, upliftMonthDay }: NoticeAndUplifts) => [
  { name: 'Notice to end a placement', value: noticeDays === 0 ? 'None' : countOf(noticeDays, 'day') },
  {
    name: 'Uplifts start on',
    value: upliftMonthDay ? `${formatUpliftDay(upliftMonthDay)}, one a year` : 'Any day',
  },
];

interface FixedLotProps {
  lot: {
    number: number;
    description: string;
    accommodationType: number;
    tiers: number;
    ofstedRule: string;
    ageBasis: string;
    priceBasis: string;
  } & NoticeAndUplifts;
  ruleIsFree: boolean;
  /** Of a dynamic market: its conditions of membership stand. */
  isFrozen: boolean;
}

/** What of a published lot stands, with the reason. */
export function FixedLot({ lot, ruleIsFree, isFrozen }: FixedLotProps) {
  const why = isFrozen
    ? 'Conditions of membership of a dynamic market cannot change: Procurement Act 2023, section 36.'
    : 'Providers were admitted under its Ofsted rule.';
  return (
    <div className="mb-8 max-w-[640px]">
      <p className="mb-3 text-muted">The lot is published, so these stand. {!ruleIsFree && why}</p>
      <SummaryList
        rows={[
          ...(isFrozen && lot.description !== ''
            ? [
                {
                  name: 'Description',
                  value: <span className="whitespace-pre-wrap break-words">{lot.description}</span>,
                },
              ]
            : []),
          { name: 'Kind', value: accommodationByCode(lot.accommodationType).label },
          { name: 'Tiers', value: lot.tiers },
          ...(ruleIsFree ? [] : [{ name: 'Ofsted judgement', value: OFSTED_RULE_LABELS[lot.ofstedRule] }]),
          { name: 'Fee by', value: lot.ageBasis === 'at_start' ? 'the age at the start' : 'the age on the day' },
          {
            name: 'Prices over a stay',
            value: lot.priceBasis === 'at_start' ? 'those in force at the start' : 'those in force on the day',
          },
          ...noticeAndUplifts(lot),
        ]}
      />
    </div>
  );
}
