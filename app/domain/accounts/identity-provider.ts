/** Who confirms an organisation's people by OpenID Connect: an authority's Entra ID or Google. */
export interface IdentityProvider {
  /** Kebab-case. Part of addresses, of accounts and of sessions' `signed_in_by`. */
  id: string;
  /** As people know it: "Kent County Council". */
  name: string;
  /** Exactly as its discovery document and its ID tokens state it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The e-mail domains it vouches for, in lower case. No other provider vouches for them. */
  domains: readonly string[];
}

/** What an ID token, or the provider's userinfo, says of a person. Its types are the provider's word. */
export type IdentityClaims = Readonly<Record<string, unknown>>;

/** Why somebody was not signed in, as it stands in the sign-in page's address, with what the page says. `name` is the provider's. */
const PROBLEMS = {
  'unknown-person': (name: string) =>
    `Your account at ${name} is not known here. Ask an administrator of your organisation to invite you.`,
  'no-email': (name: string) => `${name} did not tell us your email address. Ask its IT service desk for help.`,
  'other-domain': (name: string) =>
    `${name} cannot sign in people with your email address. Sign in with your organisation, or with your password.`,
  'not-verified': (name: string) => `${name} has not confirmed your email address. Ask its IT service desk for help.`,
  'another-account': (name: string) =>
    `Your email address belonged to another account at ${name} before. Ask an administrator of your organisation for help.`,
  'not-finished': (name: string) => `You did not finish signing in with ${name}. Try again.`,
  'start-again': (name: string) =>
    `Signing in with ${name} took too long, or was started again in another window. Try again.`,
  'not-reached': (name: string) =>
    `${name} cannot be reached at the moment. Try again later, or sign in with your password.`,
  'not-confirmed': (name: string) => `${name} did not confirm who you are. Try again.`,
};

export type SignInProblem = keyof typeof PROBLEMS;

export const isSignInProblem = (text: string): text is SignInProblem => Object.hasOwn(PROBLEMS, text);

export const describeSignInProblem = (problem: SignInProblem, { name }: Pick<IdentityProvider, 'name'>) =>
  PROBLEMS[problem](name);

const GOOGLE = 'https://accounts.google.com';
/** Letters that look alike, or that change with their case, are in no address that we invite. */
const PLAIN_EMAIL = /^[!-?A-~]+@[!-?A-~]+$/;

/**
 * Whether a provider may sign somebody in by what it says of them, and their e-mail address in lower case.
 *
 * A provider vouches for the addresses of its own domains alone. It must not call the address unverified; Entra ID says nothing of it,
 * which is accepted because the domain is bound to that one tenant. Google's issuer stands for all of Google, private accounts on a work
 * address among them: `hd` says that the account is the domain's own (Google, "OpenID Connect", ID token payload).
 */
export function acceptsIdentity(
  provider: IdentityProvider,
  claims: IdentityClaims,
): { email: string } | { refused: SignInProblem } {
  const { email, email_verified: verified, hd } = claims;
  if (typeof email !== 'string' || !PLAIN_EMAIL.test(email)) return { refused: 'no-email' };
  if (!vouchesFor(provider, email)) return { refused: 'other-domain' };
  if (provider.issuer === GOOGLE && !(typeof hd === 'string' && provider.domains.includes(hd.toLowerCase()))) {
    return { refused: 'other-domain' };
  }
  const mayBeSilent = provider.issuer !== GOOGLE;
  if (verified === true || verified === 'true' || (verified === undefined && mayBeSilent)) {
    return { email: email.toLowerCase() };
  }
  return { refused: 'not-verified' };
}

/** True for an address of one of the provider's own domains; a domain under it is another one. */
export function vouchesFor({ domains }: Pick<IdentityProvider, 'domains'>, email: string): boolean {
  return domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
