import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { IdentityProvider } from './domain/accounts/identity-provider.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What sessions and accounts call a sign-in by password. */
const TAKEN_IDS = new Set(['password', 'credential']);
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
/** Entra ID's addresses for every tenant at once: anybody's tenant could then claim an address of ours. */
const EVERY_TENANT = /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/i;

const text = (missing: string) => z.string({ error: missing }).min(1, missing);

const Provider = z.strictObject({
  id: text('Give an id, as "kent"')
    .max(40, 'Use 40 characters or fewer')
    .regex(ID, 'Use lower-case letters, digits and single hyphens, as "west-sussex"')
    .refine((id) => !TAKEN_IDS.has(id), 'Choose another id: this one stands for signing in by password'),
  name: text('Give the name that people know, as "Kent County Council"').max(80, 'Use 80 characters or fewer'),
  issuer: text('Give the issuer, as "https://login.microsoftonline.com/TENANT/v2.0"')
    .refine(isIssuer, 'Give an https address without a query (http on this machine alone)')
    .refine((issuer) => !EVERY_TENANT.test(issuer), 'Name one tenant: this address stands for every tenant'),
  clientId: text('Give the client id'),
  clientSecret: text('Give the client secret'),
  domains: z
    .array(z.string().toLowerCase().regex(DOMAIN, 'Give whole domains, as "kent.gov.uk"'), {
      error: 'Give a list of the e-mail domains it vouches for, as ["kent.gov.uk"]',
    })
    .min(1, 'Give the e-mail domains it vouches for, as ["kent.gov.uk"]'),
});

const Providers = z
  .array(Provider, { error: 'Give a list of providers: [{ "id": … }]' })
  .refine((providers) => isDistinct(providers.map(({ id }) => id)), 'Two providers have the same id')
  .refine((providers) => isDistinct(providers.flatMap(({ domains }) => domains)), 'A domain is named twice');

/** The identity providers of a JSON text; none where it is empty. Throws an Error that says what to put right, without any secret. */
export function parseIdentityProviders(json: string): readonly IdentityProvider[] {
  if (json.trim() === '') return [];
  const result = Providers.safeParse(parseJson(json));
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${[...path.map(stepOf), message].join(': ')}`);
  throw new Error(`The identity providers of OIDC_PROVIDERS cannot be used:\n${lines.join('\n')}`);
}

const stepOf = (step: PropertyKey) => (typeof step === 'number' ? `number ${step + 1}` : String(step));

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own message repeats what it read: secrets.
    throw new Error('OIDC_PROVIDERS is not JSON: give a list of providers, as in the README');
  }
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

const isDistinct = (values: readonly string[]) => new Set(values).size === values.length;

function configured(): string {
  const { OIDC_PROVIDERS: json = '', OIDC_PROVIDERS_FILE: file = '' } = process.env;
  if (json && file) throw new Error('Give OIDC_PROVIDERS or OIDC_PROVIDERS_FILE, not both');
  return file ? readFileSync(file, 'utf8') : json;
}

export const identityProviders = parseIdentityProviders(configured());
