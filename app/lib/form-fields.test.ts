import { expect, test } from 'vitest';
import { line, outwardPostcode, paragraphs, poundsToPence, threeFieldDate, wholeNumber } from './form-fields.ts';

const messageOf = (result: { success: boolean; error?: { issues: { message: string }[] } | undefined }) =>
  result.success ? undefined : result.error?.issues[0]?.message;

const NUL = '\u0000';

test.each([
  ['1250', 125_000],
  ['£1,250.50', 125_050],
  ['1,250.5', 125_050],
  [' £ 99 ', 9_900],
  ['0.01', 1],
])('"%s" is %i pence', (typed, pence) => {
  expect(poundsToPence('Fee', 'Enter it').parse(typed)).toBe(pence);
});

test.each(['£1,2,3', '1,25', '12.345', '-5', '0', '1e3', 'abc', '١٢', '99999999999', `12${NUL}`])(
  '"%s" is no amount of money',
  (typed) => {
    expect(messageOf(poundsToPence('Fee', 'Enter it').safeParse(typed))).toBeDefined();
  },
);

test.each([
  [{ day: '29', month: '2', year: '2028' }, '2028-02-29'],
  [{ day: '1', month: '01', year: '2027' }, '2027-01-01'],
])('%o is a date', (typed, iso) => {
  expect(threeFieldDate('The date', 'Enter it').parse(typed)).toBe(iso);
});

test.each([
  [{ day: '29', month: '2', year: '2027' }, 'The date must be a real date: check the day and the month'],
  [{ day: '31', month: '4', year: '2027' }, 'The date must be a real date: check the day and the month'],
  [{ day: '0', month: '1', year: '2027' }, 'The date must be a real date: check the day and the month'],
  [{ day: '1', month: '1', year: '27' }, 'The date must have a year of four digits, like 2027'],
  [{ day: 'x', month: '1', year: '2027' }, 'The date must be in numbers, like 27 3 2027'],
  [{ day: '1', year: '2027' }, 'The date must have a day, a month and a year'],
  [{}, 'Enter it'],
  [undefined, 'Enter it'],
])('%o is refused: %s', (typed, message) => {
  expect(messageOf(threeFieldDate('The date', 'Enter it').safeParse(typed))).toBe(message);
});

test.each([
  ['tn24', 'TN24'],
  ['TN24 9AB', 'TN24'],
  [' sw1a1aa ', 'SW1A'],
  ['E1', 'E1'],
])('"%s" is in %s', (typed, outward) => {
  expect(outwardPostcode('Enter it').parse(typed)).toBe(outward);
});

test.each(['', 'Ashford', 'TN', '24', 'TN24 9', `TN24${NUL}`, "TN24'; drop table"])(
  '"%s" is no outward postcode',
  (typed) => {
    expect(messageOf(outwardPostcode('Enter it').safeParse(typed))).toBeDefined();
  },
);

test.each([
  ['NUL', `a${NUL}b`],
  ['a lone surrogate', 'a\ud800b'],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['only spaces', '   '],
  ['two lines', 'a\nb'],
])('one line refuses %s', (_what, typed) => {
  expect(messageOf(line('Title', 'Enter a title', 120).safeParse(typed))).toBeDefined();
});

test('paragraphs keep their lines and refuse NUL', () => {
  expect(paragraphs('Need', 'Enter it', 100).parse(' a\r\nb ')).toBe('a\r\nb');
  expect(messageOf(paragraphs('Need', 'Enter it', 100).safeParse(`a${NUL}`))).toBe(
    'Remove the characters that cannot be printed',
  );
});

test.each(['1.5', '-1', '1e309', '26', 'seven', '0x10', '９'])('"%s" is no age', (typed) => {
  expect(
    messageOf(wholeNumber({ name: 'Age', missing: 'Enter it', least: 0, most: 25 }).safeParse(typed)),
  ).toBeDefined();
});
