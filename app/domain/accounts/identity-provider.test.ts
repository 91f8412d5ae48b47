import { expect, test } from 'vitest';
import { acceptsIdentity, describeSignInProblem, type IdentityProvider, isSignInProblem } from './identity-provider.ts';

const ENTRA: IdentityProvider = {
  id: 'kent',
  name: 'Kent County Council',
  issuer: 'https://login.microsoftonline.com/tenant/v2.0',
  clientId: 'client',
  clientSecret: 'secret',
  domains: ['kent.gov.uk', 'kentschools.example'],
};
const GOOGLE = { ...ENTRA, issuer: 'https://accounts.google.com' };

test.each([
  ['an address of its domain', { email: 'ana@kent.gov.uk', email_verified: true }],
  ['a provider that does not say whether it verified', { email: 'ana@kent.gov.uk' }],
  ['a provider that says so in a word', { email: 'ana@kent.gov.uk', email_verified: 'true' }],
  ['capital letters', { email: 'Ana@KENT.gov.uk' }],
])('accepts %s', (_case, claims) => {
  expect(acceptsIdentity(ENTRA, claims)).toEqual({ email: 'ana@kent.gov.uk' });
});

test.each([
  ['no address', {}, 'no-email'],
  ['an empty address', { email: '' }, 'no-email'],
  ['addresses in a list', { email: ['ana@kent.gov.uk'] }, 'no-email'],
  ['two addresses in one', { email: 'ana@kent.gov.uk@medway.gov.uk' }, 'no-email'],
  ['two addresses in one, its own last', { email: 'ana@medway.gov.uk@kent.gov.uk' }, 'no-email'],
  ['a space', { email: 'ana@medway.gov.uk ana@kent.gov.uk' }, 'no-email'],
  ['NUL', { email: 'ana\u0000@kent.gov.uk' }, 'no-email'],
  ['a letter that becomes another in lower case', { email: 'ana@\u212aent.gov.uk' }, 'no-email'],
  ['another domain', { email: 'ana@medway.gov.uk', email_verified: true }, 'other-domain'],
  ['a domain under its own', { email: 'ana@mail.kent.gov.uk' }, 'other-domain'],
  ['a domain that ends like its own', { email: 'ana@notkent.gov.uk' }, 'other-domain'],
  ['a domain that begins like its own', { email: 'ana@kent.gov.uk.evil.example' }, 'other-domain'],
  ['an address said not to be verified', { email: 'ana@kent.gov.uk', email_verified: false }, 'not-verified'],
  ['the same in a word', { email: 'ana@kent.gov.uk', email_verified: 'false' }, 'not-verified'],
  ['null for verified', { email: 'ana@kent.gov.uk', email_verified: null }, 'not-verified'],
])('refuses %s', (_case, claims, refused) => {
  expect(acceptsIdentity(ENTRA, claims)).toEqual({ refused });
});

test.each([
  ['an account of the domain', { hd: 'kent.gov.uk', email_verified: true }, { email: 'ana@kent.gov.uk' }],
  ['a private account on a work address', { email_verified: true }, { refused: 'other-domain' }],
  ['an account of another domain', { hd: 'medway.gov.uk', email_verified: true }, { refused: 'other-domain' }],
  ['an address that it did not verify', { hd: 'kent.gov.uk' }, { refused: 'not-verified' }],
])('of Google: %s', (_case, claims, answer) => {
  expect(acceptsIdentity(GOOGLE, { email: 'ana@kent.gov.uk', ...claims })).toEqual(answer);
});

test('a problem is one of ours, and is told in a sentence', () => {
  expect(isSignInProblem('unknown-person')).toBe(true);
  expect(isSignInProblem('toString')).toBe(false);
  expect(describeSignInProblem('unknown-person', ENTRA)).toBe(
    'Your account at Kent County Council is not known here. Ask an administrator of your organisation to invite you.',
  );
});
