import { data, redirect } from '@remix-run/node';
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

interface Options<T> {
  /**
   * What to answer where somebody else's change, or the form itself, is in the way: after the roll-back, so that the page can show the
   * form again with all that was typed. Without it a conflict is an error page.
   */
  onConflict?: (message: string) => T;
}

/** Runs `work` in one transaction for the person who is signed in; sends anyone else to the sign-in page. */
export async function withActor<T>(
  request: Request,
  work: (visit: ActorVisit) => Promise<T>,
  options?: Options<T>,
): Promise<T> {
  const signedIn = async ({ db, actor }: Visit) => {
    if (!actor) throw redirect(signInAddress(request));
    return work({ db, actor });
  };
  return withVisitor(request, signedIn, options);
}

/** Runs `work` in one transaction for anyone: a public page. The one place where a request becomes an actor. */
export async function withVisitor<T>(
  request: Request,
  work: (visit: Visit) => Promise<T>,
  { onConflict }: Options<T> = {},
): Promise<T> {
  const session = await auth.api.getSession({ headers: request.headers });
  try {
    return await inTransaction(database, async (db) => {
      const actor = session ? ((await findActor(db, session.user)) ?? null) : null;
      return work({ db, actor });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'conflict' && onConflict) return onConflict(error.message);
    throw data({ message: error.message }, { status: STATUS[error.code] });
  }
}

function signInAddress(request: Request): string {
  const url = new URL(request.url);
  return `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`;
}
