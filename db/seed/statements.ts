import { z } from 'zod';
import { CATEGORY_CODES, categoryLabel } from '#app/domain/market-position-statements/market-position-statement.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import { accommodationCounts } from './published-figures.ts';
import type { Random } from './random.ts';
import { readReference } from './reference-data.ts';
import { KENT_STATEMENT, MEDWAY_STATEMENT } from './statement-text.ts';

const KENT_PUBLISHED_ON = '2019-01-31';

const Category = z.enum(CATEGORY_CODES);

interface StatementAuthorities {
  kentId: string;
  medwayId: string;
}

/** Kent's published statement with its intentions, milestones and figures, and a draft of Medway's. */
export function statements(random: Random, { kentId, medwayId }: StatementAuthorities, today: Day) {
  const at = instantOf(today - 30, 10);
  const kent = {
    authorityId: kentId,
    id: random.uuid(millisecondsOf(today - 30, 10)),
    ...KENT_STATEMENT,
    status: 'published',
    publishedOn: KENT_PUBLISHED_ON,
    publishedAt: at,
    createdAt: at,
    updatedAt: at,
  };
  const draftedAt = instantOf(today - 6, 10);
  const medway = {
    authorityId: medwayId,
    id: random.uuid(millisecondsOf(today - 6, 10)),
    ...MEDWAY_STATEMENT,
    status: 'draft',
    publishedOn: null,
    publishedAt: null,
    createdAt: draftedAt,
    updatedAt: draftedAt,
  };
  const ofKent = { authorityId: kentId, statementId: kent.id };
  return {
    rows: [kent, medway],
    intentions: inOrder(intentions()).map((row) => ({ ...ofKent, ...row })),
    milestones: inOrder(milestones()).map((row) => ({ ...ofKent, ...row })),
    figures: inOrder([placementsFigure()]).map((row) => ({ ...ofKent, ...row })),
  };
}

const inOrder = <T extends object>(rows: readonly T[]) => rows.map((row, index) => ({ ...row, position: index + 1 }));

function intentions() {
  const row = z.object({ accommodation_type: Category, intention: z.string() });
  return readReference('kcc-2019-commissioning-intentions', row).map(({ accommodation_type, intention }) => ({
    category: accommodation_type,
    intention,
  }));
}

function milestones() {
  const row = z.object({
    contract: z.string(),
    expires_on: z.iso.date(),
    review_starts: z.string().regex(/^\d{4}-\d\d$/),
  });
  return readReference('kcc-2019-procurement-timeline', row).map(({ contract, expires_on, review_starts }) => ({
    contract,
    expiresOn: expires_on,
    reviewStartsOn: `${review_starts}-01`,
  }));
}

function placementsFigure() {
  const counts = accommodationCounts().toSorted((a, b) => b.value - a.value);
  const [first] = counts;
  if (!first) throw new RangeError('No accommodation types to show');
  return {
    kind: 'placements_by_accommodation',
    source: first.source,
    asAt: first.asAt,
    rows: JSON.stringify(counts.map(({ item, value }) => ({ label: categoryLabel(Category.parse(item)), value }))),
  };
}
