import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { OrganisationKind, Role } from './actor.ts';
import { digestOf } from './invitations.server.ts';
import { readRoles } from './roles.ts';

// Joining is the identity role's work: each of these takes a transaction of asIdentity.

interface OpenInvitation {
  id: string;
  organisationId: string;
  organisationName: string;
  email: string;
  roles: Role[];
  /** Null where a command of the installation invites. */
  invitedBy: string | null;
  /** Somebody has an account with the invited address. */
  hasAccount: boolean;
}

const openInvitation = (db: Db, secret: string) =>
  db
    .selectFrom('invitations')
    .innerJoin('organisations', 'organisations.id', 'invitations.organisationId')
    .leftJoin('users as inviter', 'inviter.id', 'invitations.invitedBy')
    .leftJoin('users as invited', 'invited.email', 'invitations.email')
    .select([
      'invitations.id',
      'invitations.organisationId',
      'organisations.name as organisationName',
      'organisations.kind',
      'invitations.email',
      'invitations.roles',
      'inviter.name as invitedBy',
      'invited.id as accountId',
    ])
    .where('invitations.tokenHash', '=', digestOf(secret))
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.withdrawnAt', 'is', null)
    .where('invitations.expiresAt', '>', sql<Date>`clock_timestamp()`);

/** The invitation whose link has this secret; undefined where there is none, or it is used, withdrawn or too old. */
export async function findInvitation(db: Db, secret: string): Promise<OpenInvitation | undefined> {
  const found = await openInvitation(db, secret).executeTakeFirst();
  if (!found) return undefined;
  const { kind, roles, accountId, ...invitation } = found;
  return { ...invitation, roles: readRoles(kind as OrganisationKind, roles), hasAccount: accountId !== null };
}

/** Joins as a person who has an account. Only whoever has the invited address may. */
export async function joinAs(db: Db, { secret, userId }: { secret: string; userId: string }): Promise<OpenInvitation> {
  const invitation = await lockInvitation(db, secret);
  const person = await db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirst();
  if (person?.email !== invitation.email) {
    throw new DomainError('forbidden', `This invitation is for ${invitation.email}: sign in with that address`);
  }
  await accept(db, invitation, userId);
  return invitation;
}

/** Joins as somebody new, with the invited address: who has opened its link has shown that the address is theirs. */
export async function joinAsSomebodyNew(
  db: Db,
  { secret, name, password }: { secret: string; name: string; password: string | null },
): Promise<OpenInvitation> {
  const invitation = await lockInvitation(db, secret);
  const userId = await createAccount(db, { name, email: invitation.email, password });
  await accept(db, invitation, userId);
  return invitation;
}

/** A person whose address is known to be theirs. Without a password they sign in through an identity provider alone. */
export async function createAccount(
  db: Db,
  { name, email, password }: { name: string; email: string; password: string | null },
): Promise<string> {
  const created = await db
    .insertInto('users')
    .values({ name, email, emailVerified: true })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!created) throw new DomainError('conflict', 'There is an account with this address by now: sign in to join');
  if (password !== null) {
    await db
      .insertInto('accounts')
      .values({
        userId: created.id,
        accountId: created.id,
        providerId: 'credential',
        password: await hashPassword(password),
      })
      .execute();
  }
  return created.id;
}

/** Held until the transaction ends: of two who use one link at the same moment, the second finds it used. */
async function lockInvitation(db: Db, secret: string): Promise<OpenInvitation> {
  await openInvitation(db, secret).forUpdate('invitations').execute();
  const invitation = await findInvitation(db, secret);
  if (!invitation) throw new DomainError('not-found', 'This invitation is used, withdrawn or too old');
  return invitation;
}

async function accept(db: Db, { id, organisationId, email, roles }: OpenInvitation, userId: string): Promise<void> {
  const former = await db
    .selectFrom('members')
    .select(['roles', 'deactivatedAt'])
    .where('organisationId', '=', organisationId)
    .where('userId', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (former && !former.deactivatedAt)
    throw new DomainError('conflict', 'You are a member of this organisation already');
  await db
    .insertInto('members')
    .values({ organisationId, userId, roles })
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'userId']).doUpdateSet({ roles, deactivatedAt: null }),
    )
    .execute();
  await db
    .updateTable('invitations')
    .set({ acceptedAt: sql<Date>`clock_timestamp()`, acceptedBy: userId })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute();
  await recordAudit(
    db,
    { organisationId, userId },
    {
      event: 'member.joined',
      subjectId: userId,
      ...(former && { before: { active: false, roles: former.roles } }),
      after: { active: true, email, roles },
    },
  );
}
