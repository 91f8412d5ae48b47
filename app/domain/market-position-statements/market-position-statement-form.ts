import { z } from 'zod';
import { toThreeFields } from '../../lib/dates.ts';
import {
  formKey,
  line,
  optionalParagraphs,
  paragraphs,
  revisionField,
  threeFieldDate,
  wholeNumber,
} from '../../lib/form-fields.ts';
import { ACCOMMODATION_SLUGS } from '../services/accommodation.ts';
import { CATEGORY_CODES, type StatementContent } from './market-position-statement.ts';

const MOST_ROWS = 20;
const MOST_TEXT = 20_000;

/** The lists of the form that people add rows to. */
export const STATEMENT_LISTS = ['intentions', 'milestones'] as const;

const IntentionRow = z.object({
  category: z.enum(CATEGORY_CODES, { error: 'Choose what the intention is about' }),
  intention: paragraphs('The intention', 'Enter what you intend to do', 600),
  places: wholeNumber({ name: 'Places', missing: 'Enter a number of places', least: 1, most: 9_999 })
    .optional()
    .transform((places) => places ?? null),
});

const firstOfMonth = (iso: string) => `${iso.slice(0, 8)}01`;

const MilestoneRow = z
  .object({
    contract: line('The contract’s name', 'Enter the name of the contract', 160),
    reviewStartsOn: threeFieldDate('The date the review starts', 'Enter the date the review starts').transform(
      firstOfMonth,
    ),
    expiresOn: threeFieldDate('The date the contract ends', 'Enter the date the contract ends'),
  })
  .refine((row) => row.reviewStartsOn < row.expiresOn, {
    path: ['reviewStartsOn'],
    error: 'The review must start before the contract ends',
  });

const content = {
  title: line('The title', 'Enter a title', 160),
  accommodationType: z
    .enum(ACCOMMODATION_SLUGS, { error: 'Choose what the statement covers from the list' })
    .optional()
    .transform((slug) => slug ?? null),
  summary: paragraphs('The summary', 'Enter a summary', 600),
  need: optionalParagraphs('What is needed', MOST_TEXT),
  supply: optionalParagraphs('What there is', MOST_TEXT),
  intentions: z.array(IntentionRow).max(MOST_ROWS, `Enter at most ${MOST_ROWS} intentions`),
  milestones: z.array(MilestoneRow).max(MOST_ROWS, `Enter at most ${MOST_ROWS} contracts`),
  howToEngage: optionalParagraphs('How to engage', MOST_TEXT),
};

export const NewStatement = z.object({ key: formKey, ...content });
export type NewStatementInput = z.output<typeof NewStatement>;

/** `revision` is the one that the form was filled from: 0, which no statement has, where it is not a number. */
export const EditedStatement = z.object({ revision: revisionField, ...content });
export type EditedStatementInput = z.output<typeof EditedStatement>;

export const Publication = z.object({ revision: revisionField });

/** What either form shows, as typed. */
export type StatementFields = Omit<z.input<typeof NewStatement>, 'key'> & { revision?: string };

/** A stored statement as its form shows it. */
export function toStatementFields(statement: StatementContent & { revision: number }): StatementFields {
  const { title, summary, need, supply, howToEngage } = statement;
  return {
    revision: String(statement.revision),
    title,
    ...(statement.accommodationType && { accommodationType: statement.accommodationType }),
    summary,
    need,
    supply,
    howToEngage,
    intentions: statement.intentions.map(({ category, intention, places }) => ({
      category,
      intention,
      ...(places !== null && { places: String(places) }),
    })),
    milestones: statement.milestones.map(({ contract, expiresOn, reviewStartsOn }) => ({
      contract,
      expiresOn: toThreeFields(expiresOn),
      reviewStartsOn: toThreeFields(reviewStartsOn),
    })),
  };
}
