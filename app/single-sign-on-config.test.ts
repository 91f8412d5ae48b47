import { expect, test } from 'vitest';
import { parseIdentityProviders } from './single-sign-on-config.server.ts';

const KENT = {
  id: 'kent',
  name: 'Kent County Council',
  issuer: 'https://login.microsoftonline.com/3d2d2b6f/v2.0',
  clientId: 'client',
  clientSecret: 'not-to-be-told',
  domains: ['Kent.gov.uk'],
};
const MEDWAY = { ...KENT, id: 'medway', name: 'Medway Council', domains: ['medway.gov.uk'] };

const refusal = (value: unknown): string => {
  try {
    parseIdentityProviders(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

test('reads providers, their domains in lower case', () => {
  const providers = parseIdentityProviders(JSON.stringify([KENT, MEDWAY]));
  expect(providers).toEqual([{ ...KENT, domains: ['kent.gov.uk'] }, MEDWAY]);
});

test('there may be none', () => {
  expect(parseIdentityProviders('')).toEqual([]);
  expect(parseIdentityProviders('[]')).toEqual([]);
});

test.each(['http://localhost:9000', 'http://127.0.0.1:9000/oidc', 'http://[::1]:9000', 'https://accounts.google.com'])(
  'accepts the issuer %s',
  (issuer) => expect(refusal([{ ...KENT, issuer }])).toBe('accepted'),
);

test.each([
  ['no issuer', [{ ...KENT, issuer: undefined }], 'number 1: issuer: Give the issuer'],
  ['an issuer without https', [{ ...KENT, issuer: 'http://idp.kent.gov.uk' }], 'issuer: Give an https address'],
  ['a host that begins like this machine', [{ ...KENT, issuer: 'http://localhost.evil.example' }], 'https address'],
  ['an issuer with a query', [{ ...KENT, issuer: 'https://idp.example/?a=b' }], 'https address without a query'],
  ['an issuer with a password', [{ ...KENT, issuer: 'https://a:b@idp.example' }], 'https address'],
  ['an issuer that is no address', [{ ...KENT, issuer: 'kent' }], 'https address'],
  ['every tenant', [{ ...KENT, issuer: 'https://login.microsoftonline.com/common/v2.0' }], 'Name one tenant'],
  ['a second without a domain', [KENT, { ...MEDWAY, domains: [] }], 'number 2: domains: Give the e-mail domains'],
  ['a domain as text', [{ ...KENT, domains: 'kent.gov.uk' }], 'domains: Give a list'],
  ['a wildcard', [{ ...KENT, domains: ['*.gov.uk'] }], 'domains: number 1: Give whole domains'],
  ['an address for a domain', [{ ...KENT, domains: ['@kent.gov.uk'] }], 'whole domains'],
  ['a top-level domain', [{ ...KENT, domains: ['uk'] }], 'whole domains'],
  ['an id that is not kebab-case', [{ ...KENT, id: 'Kent County' }], 'id: Use lower-case letters'],
  ['the id of passwords', [{ ...KENT, id: 'password' }], 'id: Choose another id'],
  ['the id of better-auth’s passwords', [{ ...KENT, id: 'credential' }], 'id: Choose another id'],
  ['an id twice', [KENT, { ...MEDWAY, id: 'kent' }], 'Two providers have the same id'],
  ['a domain twice', [KENT, { ...MEDWAY, domains: ['KENT.gov.uk'] }], 'A domain is named twice'],
  ['a misspelt field', [{ ...KENT, domain: ['kent.gov.uk'] }], 'domain'],
  ['one provider without a list', KENT, 'Give a list of providers'],
  ['no JSON', '[{"clientSecret": "not-to-be-told"', 'is not JSON'],
])('refuses %s', (_case, value, message) => {
  expect(refusal(value)).toContain(message);
  expect(refusal(value)).not.toContain('not-to-be-told');
});
