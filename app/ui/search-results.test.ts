import { createElement } from 'react';
import { expect, test } from 'vitest';
import { accommodationBySlug } from '../domain/services/accommodation.ts';
import type { SearchResult } from '../domain/vacancies/vacancy-search.server.ts';
import { vacancySearchSchema } from '../domain/vacancies/vacancy-search-form.ts';
import { SearchResults } from './search-results.tsx';
import { textOf } from './testing.ts';

const NOW = new Date('2026-11-22T09:00:00Z');

const RESULT: SearchResult = {
  id: '019f0000-0000-7000-8000-000000000001',
  providerId: '019f0000-0000-7000-8000-000000000002',
  providerName: 'Larch Homes',
  title: 'A quiet home',
  accommodationType: accommodationBySlug('home').code,
  ...{ outwardCode: 'TN24', postTown: 'Ashford', miles: 3 },
  ...{ places: 1, ageFrom: 8, ageTo: 15, gender: 'any', canMeet: [] },
  ...{ availableFrom: '2026-11-22', confirmedAt: NOW, judgement: 'good' },
  spotWeeklyPence: null,
  quotes: [],
  withheld: [],
};

const QUOTE = {
  admissionId: '019f0000-0000-7000-8000-000000000003',
  scheduleId: '019f0000-0000-7000-8000-000000000004',
  ...{ systemTitle: 'Medway homes', lotNumber: 2, lotTitle: 'Homes', tier: 1, ofstedRule: 'none', homePlaces: 3 },
  quote: { weeklyPence: 512_500, totalPence: 512_500, parts: [] },
} as unknown as SearchResult['quotes'][number];

const HELD: SearchResult['withheld'][number] = {
  scheduleId: '019f0000-0000-7000-8000-000000000005',
  ...{ systemTitle: 'Kent homes', lotNumber: 7, lotTitle: 'Homes', ofstedRule: 'good_or_better' },
  ...{ judgement: 'inadequate', inspectedOn: '2026-11-03' },
};

/** What a broker reads of one place that was found. */
function placeInWords(changes: Partial<SearchResult>) {
  const { data: search } = vacancySearchSchema('2026-11-22').safeParse({
    ...{ type: 'home', age: '12', gender: 'female', postcode: 'TN24' },
  });
  if (!search) throw new Error('no search');
  const found = {
    results: [{ ...RESULT, ...changes }],
    ...{ page: 1, total: 1, more: false, pageSize: 20, search, scorecards: [] },
    origin: { code: 'TN24', postTown: 'Ashford', easting: 600_000, northing: 140_000 },
  };
  return textOf(createElement(SearchResults, { found, now: NOW, search: '' }));
}

test.each<[string, Partial<SearchResult>, string]>([
  ['a price under another lot', { quotes: [QUOTE] }, '£5,125 a week'],
  ['a price under another lot, and a spot fee', { quotes: [QUOTE], spotWeeklyPence: 600_000 }, '£6,000'],
  ['a spot fee alone', { spotWeeklyPence: 600_000 }, '£6,000'],
  ['no price', {}, 'No framework price'],
])('with %s a broker reads that new referrals are on hold under a lot, and why', (_, offered, price) => {
  const shown = placeInWords({ ...offered, withheld: [HELD] });
  expect(shown).toContain(price);
  expect(shown).toContain('New referrals on hold');
  expect(shown).toContain('Lot 7 takes no new referrals to it under Kent homes');
  expect(shown).toContain('judgement “Inadequate” (3 Nov 2026) broke the lot’s rule');
  expect(placeInWords(offered), 'no hold').not.toContain('on hold');
});
