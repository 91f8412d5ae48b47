import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import { answersForm, toAnswerFields } from './answer-form.ts';
import type { Question, QuestionKind } from './selection-question.ts';

const INSURANCE = { id: '019f0000-0000-7000-8000-0000000000aa', documentKind: 'public_liability_insurance' };
const POLICY = { id: '019f0000-0000-7000-8000-0000000000bb', documentKind: 'safeguarding_policy' };

const ask = (kind: QuestionKind, more: Partial<Question & { required: boolean }> = {}) => ({
  id: '019f0004-0000-7000-8000-000000000001',
  kind,
  question: 'A question',
  guidance: '',
  documentKind: kind === 'document' ? INSURANCE.documentKind : null,
  assessment: 'information' as const,
  passAnswer: null,
  leastNumber: null,
  mostWords: null,
  ...more,
});

/** The answer that comes out, or the message. */
function answer(question: ReturnType<typeof ask>, mode: 'draft' | 'complete', typed: Record<string, string>) {
  const name = `answers.${question.id}`;
  const form = new URLSearchParams(Object.entries(typed).map(([part, value]) => [`${name}${part}`, value]));
  const schema = answersForm([question], { mode, documents: [INSURANCE, POLICY] });
  const submission = parseWithZod(form, { schema });
  if (submission.status === 'success') return submission.value.answers[question.id];
  return submission.error?.[name]?.join(' ');
}

const date = (day: string, month: string, year: string) => ({ '.day': day, '.month': month, '.year': year });

test.each<[QuestionKind, Record<string, string>, string]>([
  ['yes_no', { '': 'no' }, 'no'],
  ['yes_no', { '': 'maybe' }, 'Choose yes or no'],
  ['declaration', { '': 'agreed' }, 'agreed'],
  ['declaration', { '': 'on' }, 'Agree to this, or write to the authority that asks for it'],
  ['number', { '': '£10,000,000' }, '10000000'],
  ['number', { '': '0' }, '0'],
  ['number', { '': '-5' }, 'Enter a whole number in digits, like 250 or 10,000,000'],
  ['number', { '': '1e309' }, 'Enter a whole number in digits, like 250 or 10,000,000'],
  ['number', { '': '£' }, 'Enter a whole number in digits, like 250 or 10,000,000'],
  ['date', date('3', '3', '2027'), '2027-03-03'],
  ['date', date('29', '2', '2027'), 'The date must be a real date: check the day and the month'],
  ['date', date('3', '', '2027'), 'The date must have a day, a month and a year'],
  ['document', { '': INSURANCE.id }, INSURANCE.id],
  ['document', { '': POLICY.id }, 'Choose one of your current documents: the one you chose has been replaced'],
  ['text', { '': 'Plain words' }, 'Plain words'],
  ['text', { '': 'a\u0000b' }, 'Remove the characters that cannot be printed'],
  ['text', { '': 'x'.repeat(15_001) }, 'The answer must be 15,000 characters or fewer'],
])('a %s answered with %j gives %s', (kind, typed, expected) => {
  expect(answer(ask(kind), 'draft', typed)).toBe(expected);
  expect(answer(ask(kind), 'complete', typed)).toBe(expected);
});

test.each<[QuestionKind, string]>([
  ['yes_no', 'Choose yes or no'],
  ['declaration', 'Agree to this, or write to the authority that asks for it'],
  ['number', 'Enter a number'],
  ['date', 'Enter a date'],
  ['document', 'Choose a document'],
  ['text', 'Enter an answer'],
])('a %s may stay empty in a draft and where it is optional', (kind, missing) => {
  const empty = kind === 'date' ? date('', '', '') : { '': '' };
  for (const typed of [{}, empty]) {
    expect(answer(ask(kind), 'draft', typed)).toBe('');
    expect(answer(ask(kind, { required: false }), 'complete', typed)).toBe('');
    expect(answer(ask(kind), 'complete', typed)).toBe(missing);
  }
});

test('a draft may be too long for now, a complete answer not', () => {
  const typed = { '': 'one two  three\nfour' };
  expect(answer(ask('text', { mostWords: 4 }), 'complete', typed)).toBe('one two  three\nfour');
  expect(answer(ask('text', { mostWords: 3 }), 'draft', typed)).toBe('one two  three\nfour');
  expect(answer(ask('text', { mostWords: 3 }), 'complete', typed)).toBe('Shorten the answer to 3 words: it has 4');
});

test('stored answers fill the form they came from', () => {
  const question = ask('date');
  expect(toAnswerFields([question], { [question.id]: '2027-03-03' })).toEqual({
    answers: { [question.id]: { day: '3', month: '3', year: '2027' } },
  });
  expect(toAnswerFields([question], {})).toEqual({ answers: { [question.id]: '' } });
});
