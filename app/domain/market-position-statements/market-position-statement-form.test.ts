import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import { EditedStatement, NewStatement, Publication } from './market-position-statement-form.ts';

const KEY = 'd9c1a1c4-2f0b-4f8e-9a53-0d6c9b0c8f11';

function parse(entries: Record<string, string>) {
  const body = new URLSearchParams({ key: KEY, title: 'Statement', summary: 'Summary', ...entries });
  return parseWithZod(body, { schema: NewStatement });
}

const errorsOf = (entries: Record<string, string>) => {
  const submission = parse(entries);
  return submission.status === 'success' ? {} : submission.error;
};

const milestone = (review: [string, string, string], end: [string, string, string]) => ({
  'milestones[0].contract': 'Fostering framework',
  ...Object.fromEntries(['day', 'month', 'year'].map((part, i) => [`milestones[0].reviewStartsOn.${part}`, review[i]])),
  ...Object.fromEntries(['day', 'month', 'year'].map((part, i) => [`milestones[0].expiresOn.${part}`, end[i]])),
});

test('reads a statement with its rows', () => {
  const submission = parse({
    accommodationType: 'fostering',
    need: '## Need',
    'intentions[0].category': 'fostering_in_house',
    'intentions[0].intention': 'More carers',
    'intentions[0].places': '12',
    'intentions[1].category': 'childrens_home',
    'intentions[1].intention': 'Fewer spot placements',
    ...milestone(['17', '6', '2027'], ['31', '1', '2028']),
  });
  expect(submission.status === 'success' && submission.value).toEqual({
    key: KEY,
    title: 'Statement',
    accommodationType: 'fostering',
    summary: 'Summary',
    need: '## Need',
    supply: '',
    howToEngage: '',
    intentions: [
      { category: 'fostering_in_house', intention: 'More carers', places: 12 },
      { category: 'childrens_home', intention: 'Fewer spot placements', places: null },
    ],
    milestones: [{ contract: 'Fostering framework', reviewStartsOn: '2027-06-01', expiresOn: '2028-01-31' }],
  });
});

test('a statement of nothing but a title and a summary covers the whole market', () => {
  const submission = parse({ accommodationType: '' });
  expect(submission.status === 'success' && submission.value).toMatchObject({
    accommodationType: null,
    need: '',
    intentions: [],
    milestones: [],
  });
});

test.each([
  [{ title: '' }, 'title', 'Enter a title'],
  [{ title: 'x'.repeat(161) }, 'title', 'The title must be 160 characters or fewer'],
  [{ title: 'a\u0000b' }, 'title', 'Remove the characters that cannot be printed'],
  [{ summary: 'x'.repeat(601) }, 'summary', 'The summary must be 600 characters or fewer'],
  [{ need: 'x'.repeat(20_001) }, 'need', 'What is needed must be 20,000 characters or fewer'],
  [{ supply: '\u0000' }, 'supply', 'Remove the characters that cannot be printed'],
  [{ accommodationType: 'castle' }, 'accommodationType', 'Choose what the statement covers from the list'],
  [{ 'intentions[0].intention': 'More' }, 'intentions[0].category', 'Choose what the intention is about'],
  [{ 'intentions[0].category': 'staying_put' }, 'intentions[0].intention', 'Enter what you intend to do'],
  [{ 'intentions[0].places': '1.5' }, 'intentions[0].places', 'Places must be a whole number, like 4'],
  [milestone(['1', '4', '2027'], ['30', '2', '2028']), 'milestones[0].expiresOn', 'must be a real date'],
  [milestone(['\u0000', '4', '2027'], ['1', '2', '2028']), 'milestones[0].reviewStartsOn', 'must be in numbers'],
  [milestone(['', '', ''], ['1', '2', '2028']), 'milestones[0].reviewStartsOn', 'Enter the date the review starts'],
  [
    milestone(['2', '2', '2028'], ['1', '2', '2028']),
    'milestones[0].reviewStartsOn',
    'The review must start before the contract ends',
  ],
])('%j is refused beside its field', (entries, name, message) => {
  expect(errorsOf(entries)?.[name]?.join(' ')).toContain(message);
});

test('blank text of an optional part is nothing, not an error', () => {
  const submission = parse({ need: '  \r\n ' });
  expect(submission.status === 'success' && submission.value.need).toBe('');
});

test('at most twenty rows', () => {
  const rows = Array.from({ length: 21 }, (_, index) => [
    [`intentions[${index}].category`, 'staying_put'],
    [`intentions[${index}].intention`, 'More'],
  ]).flat();
  expect(errorsOf(Object.fromEntries(rows))?.intentions).toEqual(['Enter at most 20 intentions']);
});

test.each([
  ['3', 3],
  ['', 0],
  ['x', 0],
  ['1e999', 0],
  ['99999999999', 0],
])('revision %j is %i', (revision, expected) => {
  const submission = parseWithZod(new URLSearchParams({ revision }), { schema: Publication });
  expect(submission.status === 'success' && submission.value).toEqual({ revision: expected });
  expect(EditedStatement.shape.revision).toBe(Publication.shape.revision);
});
