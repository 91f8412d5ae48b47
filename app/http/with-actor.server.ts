import { data, redirect } from '@remix-run/node';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { auth } from '../auth.server.ts';
import { database, inTransaction } from '../db.server.ts';
import type { Actor } from '../domain/accounts/actor.ts';
import { findActor } from '../domain/accounts/members.server.ts';
import { DomainError, type DomainErrorCode } from '../domain/errors.ts';

interface Visit {
  db: Db;
  /** Null where nobody is signed in. */
  actor: Actor | null;
}

const STATUS: Record<DomainErrorCode, number> = { 'not-found': 404, forbidden: 403, conflict: 409 };

/** A visit of somebody who is signed in. */
export type ActorVisit = Visit & { actor: Actor };

/** Runs `work` in one transaction for the person who is signed in; sends anyone else to the sign-in page. */
export async function withActor<T>(request: Request, work: (visit: ActorVisit) => Promise<T>): Promise<T> {
  return withVisitor(request, async ({ db, actor }) => {
    if (!actor) throw redirect(signInAddress(request));
    return work({ db, actor });
  });
}

/** Runs `work` in one transaction for anyone: a public page. The one place where a request becomes an actor in the database. */
export async function withVisitor<T>(request: Request, work: (visit: Visit) => Promise<T>): Promise<T> {
  const session = await auth.api.getSession({ headers: request.headers });
  try {
    return await inTransaction(database, async (db) => {
      const actor = session ? ((await findActor(db, session.user)) ?? null) : null;
      await setContext(db, actor);
      return work({ db, actor });
    });
  } catch (error) {
    if (error instanceof DomainError) throw data({ message: error.message }, { status: STATUS[error.code] });
    throw error;
  }
}

/** Local to the transaction: the next user of the connection starts without it. */
async function setContext(db: Db, actor: Actor | null): Promise<void> {
  await sql`
    select set_config('app.user', ${actor?.userId ?? ''}, true),
           set_config('app.organisation', ${actor?.organisationId ?? ''}, true)
  `.execute(db);
}

function signInAddress(request: Request): string {
  const url = new URL(request.url);
  return `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`;
}
