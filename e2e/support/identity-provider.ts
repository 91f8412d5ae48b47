import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

interface Settings {
  /** The portal's id of it. */
  id: string;
  /** The portal's address. */
  portal: string;
  /** By subject, which is what its sign-in page asks for. */
  people: Record<string, { email?: string; email_verified?: boolean }>;
  /** The address stands in the ID token, or has to be asked for at the userinfo endpoint. */
  tells: 'in the ID token' | 'when asked';
}

const CLIENT = { clientId: 'portal', clientSecret: 'a-secret-of-the-tests' };

/** An OpenID provider of its own on a free port: a sign-in page without a password, and no question of consent. */
export async function startIdentityProvider({ id, portal, people, tells }: Settings) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configure());
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const at = request.url?.startsWith('/interaction/') ? signIn(request, response) : answer(request, response);
    at.catch(() => response.writeHead(500).end());
  });

  function configure(): Configuration {
    const redirectUri = `${portal}/api/auth/callback/${id}`;
    return {
      clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] }].map(
        (client) => ({ ...client, token_endpoint_auth_method: 'client_secret_post' as const }),
      ),
      claims: { email: ['email', 'email_verified'] },
      conformIdTokenClaims: tells === 'when asked',
      // Cookies know no ports.
      cookies: {
        keys: ['a key of the tests'],
        names: { session: `${id}-session`, interaction: `${id}-interaction`, resume: `${id}-resume` },
      },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, subject) => ({
        accountId: subject,
        claims: () => ({ sub: subject, ...people[subject] }),
      }),
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({
          clientId: CLIENT.clientId,
          ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
        });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
      pkce: { required: () => true },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    };
  }

  async function signIn(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('account');
      const result = accountId
        ? { login: { accountId } }
        : { error: 'access_denied', error_description: '<b>Turned away</b>' };
      return provider.interactionFinished(request, response, result);
    }
    response
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .end(`<!doctype html><html lang="en"><title>${id}</title>
      <form method="post"><label>Account <input name="account"></label><button>Continue</button></form></html>`);
  }

  return {
    issuer,
    ...CLIENT,
    stop: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}
