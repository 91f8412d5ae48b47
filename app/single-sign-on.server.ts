import type { BetterAuthOptions, GenericEndpointContext } from 'better-auth';
import { APIError, getOAuthState } from 'better-auth/api';
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins';
import { config } from './config.server.ts';
import {
  acceptsIdentity,
  type IdentityProvider,
  type SignInProblem,
  vouchesFor,
} from './domain/accounts/identity-provider.ts';
import { identityProviders } from './single-sign-on-config.server.ts';

// What app/auth.server.ts adds for single sign-on by OpenID Connect. State, nonce, PKCE and the ID token are better-auth's to check; whom
// a provider may sign in, and as whom, is ours.

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>;

const CALLBACK = '/callback/:id';

/** Back to where the person began, as better-auth's own refusals lead. */
async function refusal(problem: SignInProblem): Promise<APIError> {
  const state = await getOAuthState();
  const address = new URL(state?.errorURL ?? '/sign-in', config.publicUrl);
  address.searchParams.set('error', problem);
  return new APIError('FOUND', undefined, new Headers({ Location: address.href }));
}

function clientOf(provider: IdentityProvider): GenericOAuthConfig {
  return {
    providerId: provider.id,
    name: provider.name,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    discoveryUrl: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    pkce: true,
    scopes: ['openid', 'email', 'profile'],
    // An account begins with an invitation.
    disableSignUp: true,
    disableProviderLogout: true,
    // Before anybody is looked up by what the provider says.
    mapProfileToUser: async (claims) => {
      const identity = acceptsIdentity(provider, claims);
      if ('refused' in identity) throw await refusal(identity.refused);
      return { email: identity.email, emailVerified: true };
    },
    // better-auth takes whichever issuer the discovery document names, and does without an ID token where there is none.
    accountSubject: ({ tokens }) => {
      const { iss, sub } = verifiedClaims(tokens.idToken);
      if (iss !== provider.issuer) throw new Error(`${provider.id} states another issuer than ${provider.issuer}`);
      if (typeof sub !== 'string') throw new Error(`${provider.id} does not say whom it means`);
      return sub;
    },
  };
}

/** The claims of an ID token whose signature, audience, time and nonce better-auth has checked. */
function verifiedClaims(idToken: string | undefined): Record<string, unknown> {
  if (!idToken) throw new Error('The provider sent no ID token');
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/**
 * The providers are asked for their addresses when somebody first signs in, not when the portal starts: better-auth then waits 10 seconds
 * at most and asks again the next time, and nobody else waits.
 */
export function singleSignOn() {
  const plugin = genericOAuth({ config: identityProviders.map(clientOf) });
  const genericOAuthPendingDiscovery = new Map(plugin.options.config.map((client) => [client.providerId, client]));
  return { ...plugin, init: () => ({ context: { genericOAuthPendingDiscovery } }) };
}

export const singleSignOnAccount = {
  // A request to begin writes nothing: anyone may send one.
  storeStateStrategy: 'cookie',
  updateAccountOnSignIn: false,
} satisfies BetterAuthOptions['account'];

/**
 * Who a person is here is decided by the provider's subject once it is linked. An address that was given to somebody else does not take
 * over its account; nor does a link outlast the person's move to another organisation's address.
 */
export const validateSingleSignOn: ValidateUserInfo = async ({ user, source }, { context }) => {
  const provider = identityProviders.find(({ id }) => id === source.oauth?.providerId);
  if (!provider) return;
  const known = user.id ? await context.internalAdapter.findUserById(user.id) : null;
  if (!known) return { error: 'unknown-person' satisfies SignInProblem };
  if (!vouchesFor(provider, known.email)) return { error: 'other-domain' satisfies SignInProblem };
  if (source.action !== 'link-account') return;
  const accounts = await context.internalAdapter.findAccounts(known.id);
  if (accounts.some(({ providerId }) => providerId === provider.id)) {
    return { error: 'another-account' satisfies SignInProblem };
  }
};

export const singleSignOnHooks = {
  account: {
    create: {
      // We ask the provider nothing after signing in, so its tokens are not kept.
      before: async ({ providerId }) => {
        if (!identityProviders.some(({ id }) => id === providerId)) return;
        const none = { accessToken: null, refreshToken: null, idToken: null };
        return { data: { ...none, accessTokenExpiresAt: null, refreshTokenExpiresAt: null } };
      },
    },
  },
  session: {
    create: {
      // Read by begin_visit: the provider has asked for the second factor that an organisation requires.
      before: async (_session, endpoint) => {
        const providerId = signedInBy(endpoint);
        return providerId ? { data: { signedInBy: providerId } } : undefined;
      },
    },
  },
} satisfies BetterAuthOptions['databaseHooks'];

function signedInBy(endpoint: GenericEndpointContext | null): string | undefined {
  return endpoint?.path === CALLBACK ? identityProviders.find(({ id }) => id === endpoint.params?.id)?.id : undefined;
}
