import type { Db } from '#db/client.ts';
import type { Actor, OrganisationKind, Role } from './actor.ts';

/** The person's own membership, the oldest first where there are several; undefined where there is none in force. */
export async function findActor(db: Db, user: { id: string; name: string; email: string }): Promise<Actor | undefined> {
  const membership = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select(['organisations.id', 'organisations.name', 'organisations.kind', 'members.roles'])
    .where('members.userId', '=', user.id)
    .where('members.deactivatedAt', 'is', null)
    .orderBy('members.createdAt')
    .orderBy('organisations.id')
    .limit(1)
    .executeTakeFirst();
  if (!membership) return undefined;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    organisationId: membership.id,
    organisationName: membership.name,
    organisationKind: membership.kind as OrganisationKind,
    roles: membership.roles as Role[],
  };
}
