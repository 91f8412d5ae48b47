import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { canCreateSystem } from './purchasing-system-policy.ts';
import { getPurchasingSystem } from './purchasing-systems.server.ts';
import { answeredEmail } from './system-member-emails.ts';
import { LONDON_TODAY, STATUS_NOW } from './system-status-now.server.ts';

const MOST_INVITATIONS = 50;

/** Purchasing systems that the actor's authority is asked to join and has not answered; for its commissioners. */
export async function listOpenInvitations(db: Db, actor: Actor): Promise<{ systemId: string; title: string }[]> {
  if (!canCreateSystem(actor)) return [];
  return db
    .selectFrom('purchasingSystemInvitations as invitations')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'invitations.systemId')
    .select(['purchasingSystems.id as systemId', 'purchasingSystems.title'])
    .where('invitations.authorityId', '=', actor.organisationId)
    .where('invitations.answer', 'is', null)
    .where(STATUS_NOW, '!=', 'ended')
    .orderBy('purchasingSystems.title')
    .orderBy('purchasingSystems.id')
    .limit(MOST_INVITATIONS)
    .execute();
}

const selectInvitation = (db: Db, actor: Actor, systemId: string) =>
  db
    .selectFrom('purchasingSystemInvitations')
    .select(['answer', 'invitedAt'])
    .where('systemId', '=', systemId)
    .where('authorityId', '=', actor.organisationId);

/** Whether the actor may answer an invitation to the system. */
export async function isInvited(db: Db, actor: Actor, systemId: string): Promise<boolean> {
  if (!canCreateSystem(actor)) return false;
  const invitation = await selectInvitation(db, actor, systemId).executeTakeFirst();
  return invitation?.answer === null;
}

/** The invitation that the actor's authority has not answered; for its commissioners. */
export async function getOpenInvitation(db: Db, actor: Actor, systemId: string) {
  const invitation = await selectInvitation(db, actor, systemId).executeTakeFirst();
  requireOpen(actor, invitation);
  return { system: await getPurchasingSystem(db, actor, systemId), invitedAt: invitation.invitedAt };
}

function requireOpen<T extends { answer: string | null }>(
  actor: Actor,
  invitation: T | undefined,
): asserts invitation is T {
  if (!invitation) throw new DomainError('not-found', 'Invitation not found');
  if (!canCreateSystem(actor))
    throw new DomainError('forbidden', 'Only commissioners of the invited authority answer an invitation');
  if (invitation.answer !== null)
    throw new DomainError('conflict', 'Your authority has answered this invitation already');
}

/** Joins the purchasing system from today, or declines to; whoever asked gets a letter. */
export async function answerInvitation(
  db: Db,
  actor: Actor,
  { systemId, answer }: { systemId: string; answer: 'accepted' | 'declined' },
): Promise<{ title: string }> {
  requireOpen(actor, await selectInvitation(db, actor, systemId).executeTakeFirst());
  // Two answers, or an answer and its withdrawal, follow each other here: a draft is hidden from whoever has declined.
  requireOpen(actor, await selectInvitation(db, actor, systemId).forUpdate().executeTakeFirst());
  const system = await getPurchasingSystem(db, actor, systemId);
  if (answer === 'accepted' && system.status === 'ended')
    throw new DomainError('conflict', 'This purchasing system has ended meanwhile');
  await db
    .updateTable('purchasingSystemInvitations')
    .set({ answer, answeredAt: sql<Date>`clock_timestamp()`, answeredBy: actor.userId })
    .where('systemId', '=', systemId)
    .where('authorityId', '=', actor.organisationId)
    .execute();
  if (answer === 'accepted')
    await db
      .insertInto('purchasingSystemMembers')
      .values({ systemId, authorityId: actor.organisationId, joinedOn: LONDON_TODAY })
      .execute();
  const letter = answeredEmail(system, actor.organisationName, answer);
  await queueEmailToMembers(db, { organisationId: system.leadAuthorityId, roles: ['commissioner'] }, letter);
  await recordAudit(db, actor, {
    event: answer === 'accepted' ? 'purchasing_system.invitation_accepted' : 'purchasing_system.invitation_declined',
    subjectId: systemId,
    after: { title: system.title, answer },
  });
  return { title: system.title };
}
