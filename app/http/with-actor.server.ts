import { data, redirect } from '@remix-run/node';
import type { Db } from '#db/client.ts';
import type { Actor, Person, WhatLacks } from '../domain/accounts/actor.ts';
import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import { asVisitor, type Visit } from '../transactions.server.ts';
import { sessionTokenOf } from './session-cookie.server.ts';

const STATUS: Record<DomainErrorCode, number> = { 'not-found': 404, forbidden: 403, conflict: 409 };

/** A visit of somebody who acts for an organisation. */
export interface ActorVisit {
  db: Db;
  actor: Actor;
  person: Person;
}

/** A visit of somebody who is signed in, whether or not they act for an organisation yet. */
export interface PersonVisit extends Visit {
  person: Person;
}

interface Options<T> {
  /**
   * What to answer where somebody else's change, or the form itself, is in the way: after the roll-back, so that the page can show the
   * form again with all that was typed. Without it a conflict is an error page.
   */
  onConflict?: (message: string) => T;
}

/** Where a person goes who has to do something before they act for an organisation. */
const ON_THE_WAY: Record<WhatLacks, string> = {
  membership: '/organisation/choose',
  choice: '/organisation/choose',
  second_factor: '/account/second-factor',
};

/** Runs `work` in one transaction for the person who is signed in and acts for an organisation; sends anyone else where they can. */
export function withActor<T>(
  request: Request,
  work: (visit: ActorVisit) => Promise<T>,
  options?: Options<T>,
): Promise<T> {
  const acting = async ({ db, actor, person }: PersonVisit) => {
    if (!actor) throw redirect(withNext(ON_THE_WAY[person.lacks ?? 'membership'], request));
    return work({ db, actor, person });
  };
  return withPerson(request, acting, options);
}

/** Runs `work` in one transaction for the person who is signed in: for pages about themselves. Sends anyone else to the sign-in page. */
export function withPerson<T>(
  request: Request,
  work: (visit: PersonVisit) => Promise<T>,
  options?: Options<T>,
): Promise<T> {
  const signedIn = async (visit: Visit) => {
    if (!visit.person) throw redirect(withNext('/sign-in', request));
    return work({ ...visit, person: visit.person });
  };
  return withVisitor(request, signedIn, options);
}

/**
 * Who is signed in, for work of the identity role: it is done after the visit, which may hold the session's row. Sends anyone else to the
 * sign-in page.
 */
export function personOf(request: Request): Promise<Person> {
  return withPerson(request, async ({ person }) => person);
}

/** Runs `work` in one transaction for anyone: a public page. */
export async function withVisitor<T>(
  request: Request,
  work: (visit: Visit) => Promise<T>,
  options?: Options<T>,
): Promise<T> {
  const token = await sessionTokenOf(request);
  return answeringRefusals(() => asVisitor(token, work), options);
}

/** Turns a DomainError into its status: for what runs in no visit as well, such as joining by an invitation. */
export async function answeringRefusals<T>(work: () => Promise<T>, { onConflict }: Options<T> = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'conflict' && onConflict) return onConflict(error.message);
    throw data({ message: error.message }, { status: STATUS[error.code] });
  }
}

function withNext(address: string, request: Request): string {
  const url = new URL(request.url);
  return `${address}?next=${encodeURIComponent(url.pathname + url.search)}`;
}
