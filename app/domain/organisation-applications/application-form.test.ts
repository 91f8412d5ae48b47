import { expect, test } from 'vitest';
import { authorityApplicationSchema, Decision, ProviderApplication } from './application-form.ts';
import { slugsFor } from './slug.ts';

const PROVIDER = {
  name: 'Larch House',
  companyNumber: '',
  charityNumber: '1234567',
  urns: 'SC123456',
  applicantName: 'Lee',
  applicantEmail: 'Lee@Larch.example',
};

const parse = (changes: Record<string, unknown>) => ProviderApplication.safeParse({ ...PROVIDER, ...changes });

test.each([
  ['01234567', '01234567'],
  ['1234567', '01234567'],
  ['oc 123456', 'OC123456'],
  ['IP12345R', 'IP12345R'],
  ['', null],
])('the company number "%s" is %s', (typed, companyNumber) => {
  expect(parse({ companyNumber: typed }).data).toMatchObject({ companyNumber });
});

test.each(['12345', '123456789', 'O1234567', 'OCX23456', '0123456７'])('"%s" is no company number', (typed) => {
  expect(parse({ companyNumber: typed }).error?.issues[0]?.path).toEqual(['companyNumber']);
});

test.each([
  ['SC123456', ['SC123456']],
  ['sc123456\r\n1234567\n\n123456', ['SC123456', '1234567', '123456']],
  ['1234567, 1234567; 7654321', ['1234567', '7654321']],
])('the URNs of "%s"', (typed, urns) => {
  expect(parse({ urns: typed }).data).toMatchObject({ urns });
});

test.each(['SC12345', 'SC1234567', '12345', '12345678', 'XX123456', ',', ' '])('"%s" is no URN', (typed) => {
  expect(parse({ urns: typed }).error?.issues[0]?.path).toEqual(['urns']);
});

test('a provider has one of the two numbers', () => {
  expect(parse({ charityNumber: '' }).error?.issues).toMatchObject([{ path: ['companyNumber'] }]);
  expect(parse({ charityNumber: undefined, companyNumber: '01234567' }).success).toBe(true);
  expect(parse({ charityNumber: '12345' }).error?.issues).toMatchObject([{ path: ['charityNumber'] }]);
});

test('the address is kept in small letters', () => {
  expect(parse({}).data?.applicantEmail).toBe('lee@larch.example');
});

test.each([undefined, '\u0000', '\ud800', 'x'.repeat(10_000), ['a', 'b'], {}])(
  '%j is refused in any field',
  (value) => {
    for (const field of ['name', 'urns', 'applicantName', 'applicantEmail']) {
      expect(parse({ [field]: value }).success, field).toBe(false);
    }
    for (const field of ['companyNumber', 'charityNumber']) {
      if (value !== undefined) expect(parse({ [field]: value }).success, field).toBe(false);
    }
  },
);

test('an authority chooses an area that is free', () => {
  const schema = authorityApplicationSchema((code) => code === 'E10000016');
  const typed = { name: 'Kent', applicantName: 'Lee', applicantEmail: 'lee@kent.example' };
  expect(schema.parse({ ...typed, onsCode: 'E10000016' })).toMatchObject({ kind: 'authority', urns: [] });
  for (const onsCode of [undefined, '', 'E06000035'])
    expect(schema.safeParse({ ...typed, onsCode }).success).toBe(false);
});

test('a refusal has a reason', () => {
  expect(Decision.safeParse({ intent: 'admit' }).success).toBe(true);
  for (const typed of [{ intent: 'refuse' }, { intent: 'refuse', reason: ' ' }, { intent: 'x' }, {}]) {
    expect(Decision.safeParse(typed).success).toBe(false);
  }
});

test.each([
  ['Larch & Ash Ltd', 'larch-ash-ltd'],
  ['St. Ives’ Children', 'st-ives-children'],
  ['Café Élan', 'cafe-elan'],
  ['木', 'organisation'],
  ['–––', 'organisation'],
  [`${'long '.repeat(30)}`, 'long-long-long-long-long-long-long-long-long-long-long-long'],
])('%s is %s in addresses', (name, slug) => {
  expect(slugsFor(name).slice(0, 2)).toEqual([slug, `${slug}-2`]);
});
