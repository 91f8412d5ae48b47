import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { Actor, OrganisationKind, Person, Role } from './actor.ts';
import { canManageMembers } from './organisation-policy.ts';
import { managingRole, readRoles } from './roles.ts';

/** The actor's own organisation, with how many of its people have no second factor. */
export async function getOrganisation(db: Db, actor: Actor) {
  const organisation = await db
    .selectFrom('organisations')
    .leftJoin('localAuthorityAreas', 'localAuthorityAreas.onsCode', 'organisations.onsCode')
    .select([
      'organisations.name',
      'organisations.onsCode',
      'localAuthorityAreas.name as areaName',
      'companyNumber',
      'charityNumber',
      'requiresTwoFactor',
    ])
    .where('organisations.id', '=', actor.organisationId)
    .executeTakeFirstOrThrow();
  const people = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(({ fn }) => [
      fn.countAll<number>().as('members'),
      fn.countAll<number>().filterWhere('users.twoFactorEnabled', '=', false).as('withoutTwoFactor'),
    ])
    .where('members.organisationId', '=', actor.organisationId)
    .where('members.deactivatedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return { ...organisation, ...people, kind: actor.organisationKind };
}

/** Has everybody of the organisation sign in with a second factor, or no longer. */
export async function requireTwoFactor(db: Db, actor: Actor, required: boolean): Promise<void> {
  await lockAsManager(db, actor);
  const changed = await db
    .updateTable('organisations')
    .set({ requiresTwoFactor: required })
    .where('id', '=', actor.organisationId)
    .where('requiresTwoFactor', '!=', required)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return;
  await recordAudit(db, actor, {
    event: required ? 'organisation.two_factor_required' : 'organisation.two_factor_made_optional',
    subjectId: actor.organisationId,
    before: { requiresTwoFactor: !required },
    after: { requiresTwoFactor: required },
  });
}

/**
 * Makes commands on one organisation's people follow each other until the transaction ends, and refuses whoever does not manage them, as
 * things stand once it is their turn: two administrators who remove each other at the same moment do not both succeed.
 */
export async function lockAsManager(db: Db, actor: Actor): Promise<void> {
  if (!canManageMembers(actor)) throw notManager(actor);
  await db
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', actor.organisationId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const now = await db
    .selectFrom('members')
    .select('roles')
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', actor.userId)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  const { organisationKind } = actor;
  if (!now || !canManageMembers({ organisationKind, roles: readRoles(organisationKind, now.roles) })) {
    throw notManager(actor);
  }
}

export function requireManager(actor: Actor): void {
  if (!canManageMembers(actor)) throw notManager(actor);
}

const notManager = ({ organisationKind }: Actor) =>
  new DomainError(
    'forbidden',
    `Only ${managingRole(organisationKind)}s of your organisation manage its people and settings`,
  );

interface Membership {
  organisationId: string;
  name: string;
  kind: OrganisationKind;
  roles: Role[];
}

const MOST_MEMBERSHIPS = 100;

/** The organisations that a person may act for. */
export async function listMemberships(db: Db, person: Pick<Person, 'userId'>): Promise<Membership[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select(['members.organisationId', 'organisations.name', 'organisations.kind', 'members.roles'])
    .where('members.userId', '=', person.userId)
    .where('members.deactivatedAt', 'is', null)
    .orderBy('organisations.name')
    .orderBy('members.organisationId')
    .limit(MOST_MEMBERSHIPS)
    .execute();
  return rows.map(({ kind, roles, ...row }) => {
    const known = kind as OrganisationKind;
    return { ...row, kind: known, roles: readRoles(known, roles) };
  });
}

/** From now on the person's session acts for that organisation of theirs. */
export async function chooseOrganisation(
  db: Db,
  person: Pick<Person, 'sessionId'>,
  organisationId: string,
): Promise<void> {
  const { rows } = await sql<{ chosen: boolean }>`
    select choose_organisation(${person.sessionId}::uuid, ${organisationId}::uuid) as chosen
  `.execute(db);
  if (!rows[0]?.chosen) throw new DomainError('not-found', 'You are no member of that organisation');
}
