import { type Asked, everyone, IN, NOBODYS, type Refused, type Statuses, signedIn } from './statuses.ts';

/** Administrators and operators, each of their own organisation. */
const AUDIT: Statuses = [IN, 403, 403, 403, 200, 403, 403, 403, 403, 200, 200];

/** An id that no token has. */
const NO_TOKEN = '019f0000-0000-7000-8000-00000000000f';

const NO_SESSION = '019f0000-0000-4000-8000-000000000003';

export const READS: Record<string, readonly Asked[]> = {
  'account.api-tokens.tsx': [[() => '/account/api-tokens', [IN, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]]],
  'sign-in.tsx': [[() => '/sign-in', [200, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302]]],
  // Nobody's sign-in has come half of the way.
  'sign-in_.second-factor.tsx': [[() => '/sign-in/second-factor', everyone(302)]],
  'forgotten-password.tsx': [[() => '/forgotten-password', everyone(200)]],
  'reset-password.tsx': [[() => '/reset-password?token=none', everyone(404)]],
  'account._index.tsx': [[() => '/account', signedIn(200)]],
  'account.name.tsx': [[() => '/account/name', signedIn(200)]],
  'account.password.tsx': [[() => '/account/password', signedIn(200)]],
  'account.email.tsx': [
    [() => '/account/email', signedIn(200)],
    [() => '/account/email?token=none', signedIn(404)],
  ],
  'account.second-factor.tsx': [[() => '/account/second-factor', signedIn(200)]],
  'account.sessions.tsx': [[() => '/account/sessions', signedIn(200)]],
  'sign-out.ts': [[() => '/sign-out', everyone(302)]],
  'sign-in_.single-sign-on.$providerId.ts': [[() => '/sign-in/single-sign-on/nowhere', everyone(404)]],
  'organisation.audit.tsx': [
    [() => '/organisation/audit', AUDIT],
    [() => '/organisation/audit?what=vacancy', AUDIT],
  ],
  'organisation.audit[.]csv.ts': [[() => '/organisation/audit.csv', AUDIT]],
  'organisation.audit-head[.]json.ts': [[() => '/organisation/audit-head.json', AUDIT]],
  'organisation._index.tsx': [[() => '/organisation', signedIn(200)]],
  'organisation.choose.tsx': [[() => '/organisation/choose', signedIn(200)]],
  'organisation.members._index.tsx': [[() => '/organisation/members', signedIn(200)]],
  'organisation.members.invite.tsx': [
    [() => '/organisation/members/invite', [IN, 403, 403, 403, 200, 403, 403, 403, 403, 200, 200]],
  ],
  'organisation.members.$userId._index.tsx': [
    [(ids) => ids.member, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 200, 404]],
  ],
  'organisation.members.$userId.deactivate.tsx': [
    [(ids) => `${ids.member}/deactivate`, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 200, 404]],
  ],
  'join.$token.tsx': [[() => '/join/never-sent', everyone(404)]],
  'apply.tsx': [
    [() => '/apply', everyone(200)],
    [() => '/apply?kind=provider', everyone(200)],
    [() => '/apply?kind=authority', everyone(200)],
  ],
  'applications._index.tsx': [[() => '/applications', [IN, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]]],
  'applications.$applicationId.tsx': [
    [() => `/applications/${NOBODYS}`, [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ],
};

export const WRITES: Record<string, readonly Refused[]> = {
  'account.api-tokens.tsx': [
    [() => '/account/api-tokens', { intent: 'create' }, [IN, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]],
    [
      () => '/account/api-tokens',
      { intent: 'revoke', token: NO_TOKEN },
      [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ],
  ],
  'account.name.tsx': [[() => '/account/name', {}, signedIn(400)]],
  'account.password.tsx': [[() => '/account/password', { password: 'plum kettle orbit 1842' }, signedIn(400)]],
  'account.email.tsx': [
    [() => '/account/email', { email: 'another@nowhere.example' }, signedIn(400)],
    [() => '/account/email?token=none', {}, signedIn(404)],
  ],
  'account.second-factor.tsx': [[() => '/account/second-factor', { intent: 'end' }, signedIn(400)]],
  'account.sessions.tsx': [[() => '/account/sessions', { session: NO_SESSION }, signedIn(404)]],
  'forgotten-password.tsx': [[() => '/forgotten-password', {}, everyone(400)]],
  'reset-password.tsx': [
    [() => '/reset-password?token=none', { token: 'none', password: 'plum kettle orbit 1842' }, everyone(404)],
  ],
  'sign-in_.second-factor.tsx': [[() => '/sign-in/second-factor', { code: '000000' }, everyone(302)]],
  'organisation._index.tsx': [
    [() => '/organisation?index', { twoFactor: 'optional' }, [IN, 403, 403, 403, 0, 403, 403, 403, 403, 0, 0]],
  ],
  'organisation.choose.tsx': [[() => '/organisation/choose', { organisation: NOBODYS }, signedIn(404)]],
  'organisation.members._index.tsx': [
    [
      () => '/organisation/members?index',
      { invitation: NOBODYS },
      [IN, 403, 403, 403, 404, 403, 403, 403, 403, 404, 404],
    ],
  ],
  'organisation.members.invite.tsx': [
    [
      () => '/organisation/members/invite',
      { email: 'mallory@example.org', roles: 'administrator' },
      [IN, 403, 403, 403, 0, 403, 403, 403, 403, 0, 400],
    ],
  ],
  'organisation.members.$userId._index.tsx': [
    [(ids) => `${ids.member}?index`, { roles: 'manager' }, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
    [(ids) => `${ids.member}?index`, { intent: 'reactivate' }, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
  ],
  'organisation.members.$userId.deactivate.tsx': [
    [(ids) => `${ids.member}/deactivate`, {}, [IN, 404, 404, 404, 404, 404, 403, 403, 404, 0, 404]],
  ],
  'join.$token.tsx': [[() => '/join/never-sent', { name: 'Mallory', password: 'x'.repeat(20) }, everyone(404)]],
  'apply.tsx': [[() => '/apply?kind=provider', {}, everyone(400)]],
  'applications.$applicationId.tsx': [
    [() => `/applications/${NOBODYS}`, { intent: 'admit' }, [IN, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ],
};
