import { expect, test } from 'vitest';
import { agreedMark, passesByRule, stageOf } from './evaluation.ts';

const [done, busy] = [{ finished: true }, { finished: false }];

test.each([
  ['to_assign', { evaluators: [], judged: 3, agreed: 0 }],
  ['being_scored', { evaluators: [busy], judged: 3, agreed: 0 }],
  ['being_scored', { evaluators: [done, done, busy], judged: 3, agreed: 3 }],
  ['to_moderate', { evaluators: [done, done], judged: 3, agreed: 0 }],
  ['to_moderate', { evaluators: [done], judged: 3, agreed: 2 }],
  ['to_decide', { evaluators: [done], judged: 3, agreed: 3 }],
  ['to_decide', { evaluators: [done], judged: 0, agreed: 0 }],
] as const)('%s: %j', (stage, progress) => {
  expect(stageOf(progress)).toBe(stage);
});

const rule = (changes: object) => ({ kind: 'yes_no', passAnswer: null, leastNumber: null, ...changes });

test.each([
  [rule({ passAnswer: 'yes' }), 'yes', false, true],
  [rule({ passAnswer: 'yes' }), 'no', false, false],
  [rule({ passAnswer: 'no' }), '', false, false],
  [rule({}), 'yes', false, null],
  [rule({ kind: 'number', leastNumber: 5 }), '5', false, true],
  [rule({ kind: 'number', leastNumber: 5 }), '4', false, false],
  [rule({ kind: 'number', leastNumber: 0 }), '', false, false],
  [rule({ kind: 'number' }), '4', false, null],
  [rule({ kind: 'declaration' }), 'agreed', false, true],
  [rule({ kind: 'declaration' }), '', false, false],
  [rule({ kind: 'document' }), '', false, false],
  [rule({ kind: 'document' }), '', true, null],
  [rule({ kind: 'text' }), 'Some text', false, null],
])('%j with “%s”, document %s: %s', (question, answer, hasDocument, passes) => {
  expect(passesByRule(question, { answer, hasDocument })).toBe(passes);
});

const mark = (score: number | null, passes: boolean | null = null) => ({ questionId: 'q', score, passes });

test('marks are agreed where all are the same', () => {
  expect(agreedMark([mark(3), mark(3), mark(3)])).toEqual(mark(3));
  expect(agreedMark([mark(null, true)])).toEqual(mark(null, true));
  expect(agreedMark([mark(3), mark(3), mark(4)])).toBeUndefined();
  expect(agreedMark([mark(null, true), mark(null, false)])).toBeUndefined();
  expect(agreedMark([mark(0), mark(null)])).toBeUndefined();
  expect(agreedMark([])).toBeUndefined();
});
