import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import { actionStatus, missingParts } from './monitoring-visit.ts';
import { ActionChange, newVisitSchema, toVisitFields } from './monitoring-visit-form.ts';
import { REPORT } from './testing.ts';

const KEY = 'd9c1a1c4-2f0b-4f8e-9a53-0d6c9b0c8f11';
const TODAY = '2026-11-22';

const date = (name: string, [day = '', month = '', year = '']: string[]) => ({
  [`${name}.day`]: day,
  [`${name}.month`]: month,
  [`${name}.year`]: year,
});

const LEAST = { key: KEY, kind: 'planned', visitors: 'Ana', ...date('visitedOn', ['22', '11', '2026']) };

const parse = (entries: Record<string, string>) =>
  parseWithZod(new URLSearchParams({ ...LEAST, ...entries }), { schema: newVisitSchema(TODAY) });

const errorsOf = (entries: Record<string, string>) => {
  const submission = parse(entries);
  return submission.status === 'success' ? {} : submission.error;
};

const action = (due: string[]) => ({
  'actions[0].action': 'Mend the gate',
  'actions[0].owner': 'Manager',
  ...date('actions[0].dueOn', due),
});

test('a draft of nothing but the kind, the date and who visited', () => {
  const submission = parse({ 'ratings.quality': '', overall: '', serviceId: '', youngInspectorsRating: '' });
  expect(submission.status === 'success' && submission.value).toEqual({
    key: KEY,
    serviceId: null,
    kind: 'planned',
    visitedOn: '2026-11-22',
    visitors: 'Ana',
    ratings: {},
    findings: '',
    youngInspectors: '',
    youngInspectorsRating: null,
    overall: null,
    actions: [],
  });
});

test('reads ratings and actions', () => {
  const submission = parse({
    'ratings.quality': 'met',
    'ratings.health': 'not_met',
    'ratings.views': '',
    overall: 'good',
    ...action(['22', '11', '2026']),
  });
  expect(submission.status === 'success' && submission.value).toMatchObject({
    ratings: { quality: 'met', health: 'not_met' },
    overall: 'good',
    actions: [{ action: 'Mend the gate', owner: 'Manager', dueOn: '2026-11-22' }],
  });
});

test.each([
  [{ kind: '' }, 'kind', 'Choose whether the visit was announced or unannounced'],
  [{ kind: 'surprise' }, 'kind', 'Choose whether'],
  [date('visitedOn', ['23', '11', '2026']), 'visitedOn', 'must be today or earlier'],
  [date('visitedOn', ['31', '11', '2026']), 'visitedOn', 'must be a real date'],
  [{ visitors: '' }, 'visitors', 'Enter who visited'],
  [{ visitors: 'a\u0000b' }, 'visitors', 'Remove the characters that cannot be printed'],
  [{ findings: 'x'.repeat(10_001) }, 'findings', 'must be 10,000 characters or fewer'],
  [{ youngInspectors: '\u0007' }, 'youngInspectors', 'Remove the characters that cannot be printed'],
  [{ youngInspectorsRating: 'sad' }, 'youngInspectorsRating', 'Choose how they felt'],
  [{ overall: 'fine' }, 'overall', 'Choose how it was overall'],
  [{ 'ratings.quality': 'excellent' }, 'ratings.quality', 'Choose a rating from the list'],
  [{ serviceId: 'x' }, 'serviceId', 'Choose the service from the list'],
  [action(['21', '11', '2026']), 'actions[0].dueOn', 'must not be before the visit'],
  [{ ...action(['1', '12', '2026']), 'actions[0].owner': '' }, 'actions[0].owner', 'Enter who does it'],
])('%j is refused beside its field', (entries, name, message) => {
  expect(errorsOf(entries)?.[name]?.join(' ')).toContain(message);
});

test('a rating of what is no standard is left out', () => {
  const submission = parse({ 'ratings.weather': 'met' });
  expect(submission.status === 'success' && submission.value.ratings).toEqual({});
});

test('a stored report fills its form', () => {
  const fields = toVisitFields({ ...REPORT, revision: 3 });
  expect(fields).toMatchObject({
    revision: '3',
    visitedOn: { day: '17', month: '11', year: '2026' },
    ratings: REPORT.ratings,
    overall: 'some_concerns',
  });
  expect(fields.actions?.[0]?.dueOn).toEqual({ day: '1', month: '12', year: '2026' });
});

test.each([
  [{ intent: 'report', note: '' }, { note: ['Enter what was done'] }],
  [{ intent: 'report', note: 'x'.repeat(2_001) }, { note: ['What was done must be 2,000 characters or fewer'] }],
  [{ intent: 'reopen' }, { intent: ['Choose what to do'] }],
  [{}, { intent: ['Choose what to do'] }],
])('%j of an action is refused', (entries, error) => {
  const submission = parseWithZod(new URLSearchParams(entries as Record<string, string>), { schema: ActionChange });
  expect(submission.status !== 'success' && submission.error).toMatchObject(error);
});

test('what a report lacks, in words', () => {
  expect(missingParts({ ratings: {}, findings: '', overall: null })).toHaveLength(3);
  expect(missingParts(REPORT)).toEqual([]);
});

const THEN = new Date('2026-11-20T09:00:00Z');

test.each([
  ['2026-11-22', null, null, 'open'],
  ['2026-11-21', null, null, 'overdue'],
  ['2026-11-21', THEN, null, 'reported'],
  ['2026-11-21', THEN, THEN, 'closed'],
  ['2026-11-30', null, THEN, 'closed'],
])('due on %s, reported %s, closed %s: %s', (dueOn, reportedAt, closedAt, status) => {
  expect(actionStatus({ dueOn, reportedAt, closedAt }, TODAY)).toBe(status);
});
