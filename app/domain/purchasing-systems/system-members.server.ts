import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { getSystemToRun, lockSystem, type PurchasingSystem } from './purchasing-systems.server.ts';
import { invitedEmail, removedEmail, withdrawnEmail } from './system-member-emails.ts';

const MOST_AUTHORITIES = 500;

/** Of a system that the actor runs: who may buy, who was asked, and whom else there is to ask. */
export async function getMembership(db: Db, actor: Actor, systemId: string) {
  const system = await getSystemToRun(db, actor, systemId);
  const members = await db
    .selectFrom('purchasingSystemMembers as members')
    .innerJoin('organisations', 'organisations.id', 'members.authorityId')
    .select(['organisations.id', 'organisations.name', 'members.joinedOn'])
    .where('members.systemId', '=', systemId)
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .limit(MOST_AUTHORITIES)
    .execute();
  const invitations = await db
    .selectFrom('purchasingSystemInvitations as invitations')
    .innerJoin('organisations', 'organisations.id', 'invitations.authorityId')
    .select([
      'organisations.id',
      'organisations.name',
      'invitations.invitedAt',
      'invitations.answer',
      'invitations.answeredAt',
    ])
    .where('invitations.systemId', '=', systemId)
    .where((eb) => eb.or([eb('invitations.answer', 'is', null), eb('invitations.answer', '=', 'declined')]))
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .limit(MOST_AUTHORITIES)
    .execute();
  const taken = [...members, ...invitations.filter(({ answer }) => answer === null)].map(({ id }) => id);
  const authorities = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('kind', '=', 'authority')
    .$if(taken.length > 0, (query) => query.where('id', 'not in', taken))
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_AUTHORITIES)
    .execute();
  return { system, members, invitations, authorities };
}

interface AboutAuthority {
  systemId: string;
  authorityId: string;
}

/** Asks another authority to join: its commissioners get a letter. One that declined may be asked again. */
export async function inviteAuthority(
  db: Db,
  actor: Actor,
  { systemId, authorityId, publicUrl }: AboutAuthority & { publicUrl: string },
): Promise<{ name: string }> {
  const system = await lockSystem(db, actor, { systemId });
  if (system.status === 'ended') throw new DomainError('conflict', 'This purchasing system has ended');
  const { name } = await getAuthority(db, authorityId);
  if (system.members.some(({ id }) => id === authorityId))
    throw new DomainError('conflict', `${name} belongs to this purchasing system already`);
  const before = await findInvitation(db, { systemId, authorityId });
  if (before?.answer === null) throw new DomainError('conflict', `${name} is invited already, and has not answered`);
  await deleteInvitation(db, { systemId, authorityId });
  await db
    .insertInto('purchasingSystemInvitations')
    .values({ systemId, authorityId, leadAuthorityId: system.leadAuthorityId, invitedBy: actor.userId })
    .execute();
  await writeTo(db, authorityId, invitedEmail(system, publicUrl));
  await recordMember(db, actor, 'purchasing_system.member_invited', { system, authorityId, name });
  return { name };
}

/** Takes an invitation back that is not answered yet. */
export async function withdrawInvitation(db: Db, actor: Actor, key: AboutAuthority): Promise<{ name: string }> {
  const system = await lockSystem(db, actor, { systemId: key.systemId });
  const { name } = await getAuthority(db, key.authorityId);
  const invitation = await findInvitation(db, key);
  if (!invitation) throw new DomainError('not-found', 'Invitation not found');
  if (invitation.answer !== null) throw new DomainError('conflict', `${name} has answered meanwhile`);
  await deleteInvitation(db, key);
  await writeTo(db, key.authorityId, withdrawnEmail(system));
  await recordMember(db, actor, 'purchasing_system.invitation_withdrawn', {
    system,
    authorityId: key.authorityId,
    name,
  });
  return { name };
}

/** Ends a member's right to buy, at once. Children placed already stay, at the prices that were agreed for them. */
export async function removeMember(
  db: Db,
  actor: Actor,
  { reason, ...key }: AboutAuthority & { reason: string },
): Promise<{ name: string }> {
  const system = await lockSystem(db, actor, { systemId: key.systemId });
  const { name } = requireRemovableMember(system, key.authorityId);
  await db
    .deleteFrom('purchasingSystemMembers')
    .where('systemId', '=', key.systemId)
    .where('authorityId', '=', key.authorityId)
    .execute();
  await deleteInvitation(db, key);
  await writeTo(db, key.authorityId, removedEmail(system, reason));
  await recordMember(db, actor, 'purchasing_system.member_removed', {
    system,
    authorityId: key.authorityId,
    name,
    reason,
  });
  return { name };
}

/** The member, where it may go: the authority that leads a system stays in it. */
export function requireRemovableMember(system: PurchasingSystem, authorityId: string): { id: string; name: string } {
  const member = system.members.find(({ id }) => id === authorityId);
  if (!member) throw new DomainError('not-found', 'Member not found');
  if (authorityId === system.leadAuthorityId)
    throw new DomainError('conflict', 'The authority that leads a purchasing system stays a member of it');
  return member;
}

async function getAuthority(db: Db, authorityId: string): Promise<{ name: string }> {
  const authority = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', authorityId)
    .where('kind', '=', 'authority')
    .executeTakeFirst();
  if (!authority) throw new DomainError('not-found', 'Authority not found');
  return authority;
}

const findInvitation = (db: Db, { systemId, authorityId }: AboutAuthority) =>
  db
    .selectFrom('purchasingSystemInvitations')
    .select('answer')
    .where('systemId', '=', systemId)
    .where('authorityId', '=', authorityId)
    .forUpdate()
    .executeTakeFirst();

const deleteInvitation = (db: Db, { systemId, authorityId }: AboutAuthority) =>
  db
    .deleteFrom('purchasingSystemInvitations')
    .where('systemId', '=', systemId)
    .where('authorityId', '=', authorityId)
    .execute();

const writeTo = (db: Db, organisationId: string, letter: { subject: string; text: string }) =>
  queueEmailToMembers(db, { organisationId, roles: ['commissioner'] }, letter);

interface MemberEvent {
  system: PurchasingSystem;
  authorityId: string;
  name: string;
  reason?: string;
}

const recordMember = (
  db: Db,
  actor: Actor,
  event: `purchasing_system.${'invitation_withdrawn' | 'member_invited' | 'member_removed'}`,
  { system, authorityId, name, reason }: MemberEvent,
) =>
  recordAudit(db, actor, {
    event,
    subjectId: system.id,
    ...(reason !== undefined && { reason }),
    after: { title: system.title, authorityId, authority: name },
  });
