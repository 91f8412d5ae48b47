import { redirect } from '@remix-run/node';
import { auth } from '../auth.server.ts';
import { config } from '../config.server.ts';
import {
  describeSignInProblem,
  type IdentityProvider,
  isSignInProblem,
  type SignInProblem,
  vouchesFor,
} from '../domain/accounts/identity-provider.ts';
import { DomainError } from '../domain/errors.ts';
import { identityProviders } from '../single-sign-on-config.server.ts';
import { callAuth, cookiesOf } from './auth-calls.server.ts';
import { localAddress } from './local-address.ts';

export interface SingleSignOnChoices {
  choices: { name: string; address: string }[];
  /** Why the person comes back from a provider without being signed in; null where they do not. */
  problem: string | null;
}

/** The cookie that carries it over to the provider and back holds 4,096 characters; encrypted, `next` is in it four times as long. */
const LONGEST_NEXT = 700;

/** What better-auth and the protocol call the problems that people can do something about. */
const PROBLEM_OF: Record<string, SignInProblem> = {
  signup_disabled: 'unknown-person',
  access_denied: 'not-finished',
  state_not_found: 'start-again',
  state_mismatch: 'start-again',
  state_invalid: 'start-again',
};

/** For the sign-in page: its request says where to go on to, and what went wrong. */
export function singleSignOnChoices(request: Request): SingleSignOnChoices {
  const { searchParams } = new URL(request.url);
  const next = localAddress(searchParams.get('next'), '/home');
  const problem = searchParams.get('problem') ?? '';
  const provider = identityProviders.find(({ id }) => id === searchParams.get('provider'));
  return {
    choices: identityProviders.map(({ id, name }) => ({
      name,
      address: `/sign-in/single-sign-on/${id}?${new URLSearchParams({ next })}`,
    })),
    problem: provider && isSignInProblem(problem) ? describeSignInProblem(problem, provider) : null,
  };
}

/** The name of who signs in people with that address; null where nobody but us does. */
export const singleSignOnFor = (email: string): string | null =>
  identityProviders.find((provider) => vouchesFor(provider, email))?.name ?? null;

/** On to the provider, with a cookie that its answer has to fit. */
export async function startSingleSignOn(request: Request, providerId: string | undefined): Promise<Response> {
  const provider = getProvider(providerId);
  const next = nextOf(new URL(request.url));
  const response = await callAuth('/sign-in/social', request, {
    provider: provider.id,
    callbackURL: new URL(next, config.publicUrl).href,
    errorCallbackURL: new URL(`/sign-in?${new URLSearchParams({ next })}`, config.publicUrl).href,
  });
  const { url } = (response.ok ? await response.json() : {}) as { url?: string };
  if (!url) return backToSignIn('not-reached', provider, next);
  return redirect(url, { headers: cookiesOf(response) });
}

/** From the provider: on to where the person wanted to go, or back to the sign-in page with the reason. */
export async function finishSingleSignOn(request: Request, providerId: string | undefined): Promise<Response> {
  const provider = getProvider(providerId);
  const response = await callAuth(`/callback/${provider.id}${new URL(request.url).search}`, request);
  const headers = cookiesOf(response);
  const location = new URL(response.headers.get('Location') ?? '/sign-in', config.publicUrl);
  if (await signsIn(headers)) return redirect(localAddress(location.pathname + location.search, '/home'), { headers });
  const code = location.searchParams.get('error') ?? '';
  const problem = isSignInProblem(code) ? code : (PROBLEM_OF[code] ?? 'not-confirmed');
  return backToSignIn(problem, provider, nextOf(location), headers);
}

function getProvider(id: string | undefined): IdentityProvider {
  const provider = identityProviders.find((provider) => provider.id === id);
  if (!provider) throw new DomainError('not-found', 'This way to sign in was not found');
  return provider;
}

function nextOf({ searchParams }: URL): string {
  const next = localAddress(searchParams.get('next'), '/home');
  return encodeURIComponent(next).length <= LONGEST_NEXT ? next : '/home';
}

function backToSignIn(problem: SignInProblem, provider: IdentityProvider, next: string, headers = new Headers()) {
  return redirect(`/sign-in?${new URLSearchParams({ problem, provider: provider.id, next })}`, { headers });
}

async function signsIn(headers: Headers): Promise<boolean> {
  const { authCookies } = await auth.$context;
  const name = authCookies.sessionToken.name;
  return headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=`) && !cookie.startsWith(`${name}=;`));
}
