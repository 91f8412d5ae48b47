import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { database, identityDatabase, inTransaction } from './db.server.ts';
import type { Actor, Person, Token } from './domain/accounts/actor.ts';

// The one place where somebody who asks becomes a database context, and the only one that opens transactions. The settings are the
// transaction's own: row level security reads them, and the next transaction on the connection begins without any.

export interface Visit {
  db: Db;
  /** Null where nobody is signed in. */
  person: Person | null;
  /** Null where nobody is signed in, or the person acts for no organisation yet: see their `lacks`. */
  actor: Actor | null;
}

/** Of a visitor's organisation nothing counts while something lacks. */
type VisitorRow = Person & Actor;

type TokenRow = Actor & { tokenId: string; scopes: Token['scopes'] };

/** Runs `work` for whomever the session stands for; for nobody where there is none, or it is over. */
export function asVisitor<T>(sessionToken: string | null, work: (visit: Visit) => Promise<T>): Promise<T> {
  return inTransaction(database, async (db) => {
    const visitor = sessionToken ? await enterSession(db, sessionToken) : undefined;
    if (!visitor) return work({ db, person: null, actor: null });
    const { userId, name, email, twoFactorEnabled, sessionId, signedInBy, lacks, memberships } = visitor;
    const person = { userId, name, email, twoFactorEnabled, sessionId, signedInBy, lacks, memberships };
    return work({ db, person, actor: lacks ? null : actorOf(visitor) });
  });
}

/** Runs `work` for whomever an API token stands for; undefined where it stands for nobody. */
export function asTokenHolder<T>(
  tokenDigest: string,
  work: (visit: { db: Db; actor: Actor; token: Token }) => Promise<T>,
): Promise<T | undefined> {
  return inTransaction(database, async (db) => {
    const holder = await enterToken(db, tokenDigest);
    if (!holder) return undefined;
    return work({ db, actor: actorOf(holder), token: { id: holder.tokenId, scopes: holder.scopes } });
  });
}

/** Runs `work` for the portal itself, past the tenants' borders: for jobs. `reason` says why, as "sends reminders". */
export function asSystem<T>(reason: string, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(database, async (db) => {
    await sql`select set_config('app.system', ${reason}, true)`.execute(db);
    return work(db);
  });
}

/** Runs `work` on people, sessions and invitations, without any of the market: for signing in and joining. */
export function asIdentity<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(identityDatabase, work);
}

async function enterSession(db: Db, token: string) {
  const { rows } = await sql<VisitorRow>`
    select visitor.*,
           set_config('app.person', user_id::text, true),
           set_config('app.organisation', case when lacks is null then organisation_id::text else '' end, true),
           set_config('app.organisation_kind', case when lacks is null then organisation_kind else '' end, true)
    from begin_visit(${token}) as visitor
  `.execute(db);
  return rows[0];
}

async function enterToken(db: Db, digest: string) {
  const { rows } = await sql<TokenRow>`
    select holder.*,
           set_config('app.person', user_id::text, true),
           set_config('app.organisation', organisation_id::text, true),
           set_config('app.organisation_kind', organisation_kind, true)
    from begin_token_visit(${digest}) as holder
  `.execute(db);
  return rows[0];
}

function actorOf(visitor: Actor): Actor {
  const { userId, name, email, organisationId, organisationName, organisationKind, roles } = visitor;
  return { userId, name, email, organisationId, organisationName, organisationKind, roles };
}
