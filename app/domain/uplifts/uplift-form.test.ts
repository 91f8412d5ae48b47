import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { aKey } from '../price-schedules/schedules-testing.ts';
import { ask, given } from './testing.ts';
import { newUplift, upliftDecision } from './uplift-form.ts';
import { getUpliftBasis } from './uplift-requests.server.ts';
import { getUplift } from './uplifts.server.ts';

const databases = testDatabase();

const typed = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const DATE = { day: '1', month: '4', year: '2027' };
const dated = (name: string) =>
  Object.fromEntries(Object.entries(DATE).map(([part, value]) => [`${name}.${part}`, value]));

describe('the forms', () => {
  const REQUEST = { key: aKey(), method: 'percentage', percentage: '3.5', reason: 'Pay', ...dated('fromDate') };
  const LINES = { ...REQUEST, method: 'lines', 'fee-core-0-1': '4,100', 'fee-solo-0-1': '' };

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['a percentage', REQUEST, {}],
    ['line by line', LINES, {}],
    ['neither', { ...REQUEST, method: '' }, { method: 'Choose how you ask' }],
    ['no percentage', { ...REQUEST, percentage: '' }, { percentage: 'must be from 0.01% to 100%' }],
    ['nothing', { ...REQUEST, percentage: '0' }, { percentage: 'must be from 0.01% to 100%' }],
    ['more than all', { ...REQUEST, percentage: '100.01' }, { percentage: 'must be from 0.01% to 100%' }],
    ['no reason', { ...REQUEST, reason: ' ' }, { reason: 'Enter why' }],
    ['no line raised', { ...LINES, 'fee-core-0-1': '4000' }, { method: 'Raise one price or more' }],
    [
      'a line lowered',
      { ...LINES, 'fee-core-0-1': '3999.99', 'fee-solo-0-1': '8500' },
      { 'fee-core-0-1': 'must be £4,000 or more' },
    ],
    ['an add-on alone', { ...LINES, 'fee-core-0-1': '', 'add-on-education': '1,100' }, {}],
    [
      'an add-on lowered',
      { ...LINES, 'add-on-education': '1000' },
      { 'add-on-education': 'Education must be £1,000.01 or more' },
    ],
    [
      'an add-on over its ceiling',
      { ...LINES, 'add-on-education': '2000.01' },
      { 'add-on-education': 'must be £2,000 or less' },
    ],
    ['a line over its ceiling', { ...LINES, 'fee-solo-0-1': '9000.01' }, { 'fee-solo-0-1': 'must be £9,000 or less' }],
  ])('asking: %s', (_case, fields, told) =>
    databases.rolledBack(async (db) => {
      const { bids, admissionId } = await given(db);
      const { grid, now } = await getUpliftBasis(db, bids, admissionId);
      const { error } = parseWithZod(typed(fields), { schema: newUplift({ grid, now }) }).reply();
      expect(Object.keys(error ?? {})).toEqual(Object.keys(told));
      for (const [name, words] of Object.entries(told)) expect(error?.[name]?.join()).toContain(words);
    }),
  );

  const BY_LINES = { decision: 'lines', reason: 'So', 'fee-core-0-1': '4,100', ...dated('acceptedFrom') };
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['in full, whatever else is typed', { decision: 'full', percentage: 'x', 'fee-core-0-1': '1' }, {}],
    ['in part without a reason', { ...BY_LINES, reason: '' }, { reason: 'Enter why' }],
    [
      'in part without a date',
      { decision: 'percentage', percentage: '2', reason: 'So' },
      { acceptedFrom: 'Enter the date' },
    ],
    ['line by line', BY_LINES, {}],
    [
      'line by line, above what was asked',
      { ...BY_LINES, 'fee-core-0-1': '4200.01' },
      { 'fee-core-0-1': 'must be £4,200 or less: what was asked' },
    ],
    [
      'line by line, below what it is',
      { ...BY_LINES, 'fee-core-0-1': '3999' },
      { 'fee-core-0-1': 'must be £4,000 or more' },
    ],
    [
      'an add-on above what was asked',
      { ...BY_LINES, 'add-on-education': '1050.02' },
      { 'add-on-education': 'Education must be £1,050.01 or less: what was asked' },
    ],
    ['no without a reason', { decision: 'refuse' }, { reason: 'Enter why you refuse it' }],
    ['nothing', {}, { decision: 'Choose whether you accept it' }],
  ])('deciding: %s', (_case, fields, told) =>
    databases.rolledBack(async (db) => {
      const market = await given(db);
      const { id } = await ask(db, market);
      const { grid, now, asked } = await getUplift(db, market.lead, id);
      const { error } = parseWithZod(typed(fields), {
        schema: upliftDecision({ grid, now, most: asked }),
      }).reply();
      expect(Object.keys(error ?? {})).toEqual(Object.keys(told));
      for (const [name, words] of Object.entries(told)) expect(error?.[name]?.join()).toContain(words);
    }),
  );
});
