import { z } from 'zod';
import { formKey, line, optionalParagraphs, revisionField, wholeNumber } from '../../lib/form-fields.ts';
import { ACCOMMODATION_SLUGS, accommodationByCode } from '../services/accommodation.ts';
import { OFSTED_RULES } from './purchasing-system.ts';
import { formatUpliftDay, parseUpliftDay } from './uplift-day.ts';

export const MOST_LOTS = 99;

export const BASES = ['at_start', 'in_stay'] as const;

const title = line('The title', 'Enter a title', 120);
const texts = { title, description: optionalParagraphs('The description', 2_000) };

const ofstedRule = z.enum(OFSTED_RULES, { error: 'Choose which judgements a service may have' });

/** MM-DD; null: uplifts start on any day. */
const upliftDay = z
  .string()
  .optional()
  .transform((text, context) => {
    if (!text?.trim()) return null;
    const monthDay = text.length <= 40 ? parseUpliftDay(text) : undefined;
    if (monthDay) return monthDay;
    context.addIssue({ code: 'custom', message: 'Enter a day that every year has, like 1 April' });
    return z.NEVER;
  });

const terms = {
  number: wholeNumber({ name: 'The number', missing: 'Enter the lot’s number', least: 1, most: MOST_LOTS }),
  accommodationType: z.enum(ACCOMMODATION_SLUGS, { error: 'Choose the kind of accommodation' }),
  tiers: wholeNumber({ name: 'Tiers', missing: 'Enter how many tiers it has: 1 for none', least: 1, most: 9 }),
  ofstedRule,
  ageBasis: z.enum(BASES, { error: 'Choose which age the fee is for' }),
  priceBasis: z.enum(BASES, { error: 'Choose which prices hold over a stay' }),
  noticeDays: wholeNumber({
    name: 'The notice',
    missing: 'Enter how many days of notice end a placement: 0 for none',
    least: 0,
    most: 365,
  }),
  upliftMonthDay: upliftDay,
};

export const NewLot = z.object({ key: formKey, ...texts, ...terms });
export type NewLotInput = z.output<typeof NewLot>;

export const EditedLot = z.object({ revision: revisionField, ...texts, ...terms });
export type EditedLotInput = z.output<typeof EditedLot>;

/** Once the system is published, providers hold a place in what was published: its words change, and its Ofsted rule until then. */
export const PublishedLot = z.object({ revision: revisionField, ...texts, ofstedRule: ofstedRule.optional() });
/** Of a dynamic market its description stands as well: it says what a provider must offer. */
export const MarketLot = z.object({ revision: revisionField, title });
export type PublishedLotInput = z.output<typeof PublishedLot> | z.output<typeof MarketLot>;

/** What either form shows, as typed. */
export type LotFields = Omit<z.input<typeof NewLot>, 'key'> & { revision?: string };

interface StoredLot {
  revision: number;
  number: number;
  title: string;
  description: string;
  accommodationType: number;
  tiers: number;
  ofstedRule: string;
  ageBasis: string;
  priceBasis: string;
  noticeDays: number;
  upliftMonthDay: string | null;
}

/** A stored lot as its form shows it. */
export const toLotFields = ({ title, description, ...lot }: StoredLot): LotFields => ({
  ...{ title, description },
  revision: String(lot.revision),
  number: String(lot.number),
  tiers: String(lot.tiers),
  accommodationType: accommodationByCode(lot.accommodationType).slug,
  ofstedRule: lot.ofstedRule as LotFields['ofstedRule'],
  ageBasis: lot.ageBasis as LotFields['ageBasis'],
  priceBasis: lot.priceBasis as LotFields['priceBasis'],
  noticeDays: String(lot.noticeDays),
  upliftMonthDay: lot.upliftMonthDay === null ? '' : formatUpliftDay(lot.upliftMonthDay),
});

/** What the form for a new lot starts with. */
export const usualLot = (number: number): Partial<LotFields> => ({
  number: String(number),
  tiers: '1',
  ofstedRule: 'not_inadequate',
  ageBasis: 'at_start',
  priceBasis: 'in_stay',
  noticeDays: '28',
});
