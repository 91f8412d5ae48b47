import { expect, test } from 'vitest';
import { changesOf } from './audit-changes.ts';

test.each<[string, unknown, unknown, [string, string, string][]]>([
  ['nothing', null, null, []],
  ['fields that stayed', { title: 'A', age: 9 }, { title: 'A', age: 10 }, [['Age', '9', '10']]],
  [
    'what was created',
    null,
    { title: 'A', canMeet: ['autism', 'self_harm'], spotWeeklyPence: null },
    [
      ['Can meet', '–', 'autism, self harm'],
      ['Title', '–', 'A'],
    ],
  ],
  ['money', { spotWeeklyPence: 125050 }, { spotWeeklyPence: 100 }, [['Spot weekly', '£1,250.50', '£1']]],
  [
    'dates',
    { published_on: '2027-03-03' },
    { published_on: '2027-02-30' },
    [['Published on', '3 Mar 2027', '2027-02-30']],
  ],
  ['yes and no', { open: true }, { open: false }, [['Open', 'yes', 'no']]],
  ['what is no object', -5, [1, 2], [['Value', '-5', '1, 2']]],
  ['an object within', { a: { b: 1 } }, {}, [['A', '{"b":1}', '–']]],
  [
    'names of JavaScript’s own',
    JSON.parse('{"__proto__":1,"constructor":2}'),
    null,
    [
      ['  proto  ', '1', '–'],
      ['Constructor', '2', '–'],
    ],
  ],
])('%s', (_name, before, after, expected) =>
  expect(changesOf(before, after).map(({ field, before, after }) => [field, before, after])).toEqual(expected),
);
