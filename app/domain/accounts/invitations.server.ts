import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import { invitationEmail } from './account-emails.ts';
import type { Actor, Role } from './actor.ts';
import { lockAsManager, requireManager } from './organisations.server.ts';
import { readRoles, requireRolesOf } from './roles.ts';

export const INVITATION_DAYS = 7;
const SECRET_BYTES = 32;
const MOST_LISTED = 500;

/** What is stored of an invitation's secret. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Invitations that nobody has accepted or withdrawn, the newest first; those that are too old among them. */
export async function listInvitations(db: Db, actor: Actor) {
  requireManager(actor);
  const rows = await db
    .selectFrom('invitations')
    .select(['id', 'email', 'roles', 'expiresAt', sql<SqlBool>`expires_at <= clock_timestamp()`.as('expired')])
    .where('organisationId', '=', actor.organisationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ expired, roles, ...row }) => ({
    ...row,
    expired: Boolean(expired),
    roles: readRoles(actor.organisationKind, roles),
  }));
}

interface InvitationInput {
  email: string;
  roles: readonly Role[];
  /** The portal's public address: the link leads there. */
  publicUrl: string;
}

/** Invites somebody by e-mail. Again to the same address: the link sent earlier opens nothing any more. */
export async function inviteMember(db: Db, actor: Actor, { email, roles, publicUrl }: InvitationInput): Promise<void> {
  requireManager(actor);
  requireRolesOf(actor.organisationKind, roles);
  await lockAsManager(db, actor);
  const member = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select('users.name')
    .where('members.organisationId', '=', actor.organisationId)
    .where('members.deactivatedAt', 'is', null)
    .where('users.email', '=', email)
    .executeTakeFirst();
  if (member) throw new DomainError('conflict', `${member.name} has that e-mail address and is a member already`);
  const { organisationId, userId } = actor;
  const { id, secret } = await writeInvitation(db, { organisationId, email, roles, invitedBy: userId });
  await queueEmail(db, invitationEmail({ to: email, roles, actor, link: joinLink(publicUrl, secret) }));
  await recordAudit(db, actor, { event: 'member.invited', subjectId: id, after: { email, roles: [...roles] } });
}

/** Makes the link of an open invitation open nothing any more. */
export async function withdrawInvitation(db: Db, actor: Actor, id: string): Promise<void> {
  await lockAsManager(db, actor);
  const withdrawn = await db
    .updateTable('invitations')
    .set({ withdrawnAt: sql<Date>`clock_timestamp()` })
    .where('organisationId', '=', actor.organisationId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning(['email', 'roles'])
    .executeTakeFirst();
  if (!withdrawn) throw new DomainError('not-found', 'Invitation not found: it is accepted or withdrawn already');
  await recordAudit(db, actor, { event: 'invitation.withdrawn', subjectId: id, before: withdrawn });
}

interface NewInvitation {
  organisationId: string;
  email: string;
  roles: readonly Role[];
  /** Null where a command of the installation invites. */
  invitedBy: string | null;
}

/** Writes an invitation in place of an open one to the same address. The secret of its link is returned, and kept nowhere. */
export async function writeInvitation(db: Db, invitation: NewInvitation): Promise<{ id: string; secret: string }> {
  const { organisationId, email, roles, invitedBy } = invitation;
  await db
    .updateTable('invitations')
    .set({ withdrawnAt: sql<Date>`clock_timestamp()` })
    .where('organisationId', '=', organisationId)
    .where('email', '=', email)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute();
  const id = randomUUID();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  // Nothing is returned by the database: an operator writes an invitation that they may not read.
  await db
    .insertInto('invitations')
    .values({
      organisationId,
      id,
      email,
      roles: [...roles],
      invitedBy,
      tokenHash: digestOf(secret),
      expiresAt: sql<Date>`clock_timestamp() + make_interval(days => ${INVITATION_DAYS})`,
    })
    .execute();
  return { id, secret };
}

export const joinLink = (publicUrl: string, secret: string): string => new URL(`/join/${secret}`, publicUrl).href;
