import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { canReportAction, canWriteVisit } from './monitoring-policy.ts';
import { getVisit } from './monitoring-visits.server.ts';

interface ActionKey {
  visitId: string;
  actionId: string;
}

/** An action of a visit that the actor may read, with what the actor may do about it. */
export async function getAction(db: Db, actor: Actor, { visitId, actionId }: ActionKey) {
  const visit = await getVisit(db, actor, visitId);
  const action = visit.actions.find(({ id }) => id === actionId);
  if (!action) throw new DomainError('not-found', 'Action not found');
  const isOpen = visit.status === 'final' && !action.closedAt;
  return {
    ...action,
    visit,
    canReport: isOpen && canReportAction(actor, visit),
    canClose: isOpen && canWriteVisit(actor, visit),
  };
}

/** The provider says what it did; until the authority closes the action it may say more, in place of what it said. */
export async function reportAction(db: Db, actor: Actor, input: ActionKey & { note: string }): Promise<void> {
  const { visit } = await getAction(db, actor, input);
  if (!canReportAction(actor, visit)) {
    throw new DomainError('forbidden', 'The provider’s registered managers and administrators report what was done');
  }
  const before = await lockOpenAction(db, actor, input);
  if (before.reportedAt && before.providerNote === input.note) return;
  await db
    .updateTable('monitoringActions')
    .set({ providerNote: input.note, reportedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', input.actionId)
    .execute();
  await recordAudit(db, actor, {
    event: 'monitoring_action.reported',
    subjectId: input.actionId,
    before: { note: before.providerNote },
    after: { note: input.note, visitId: visit.id },
  });
}

/** The authority agrees that it is done, whether or not the provider has said so. */
export async function closeAction(db: Db, actor: Actor, input: ActionKey): Promise<void> {
  const { visit } = await getAction(db, actor, input);
  if (!canWriteVisit(actor, visit)) {
    throw new DomainError('forbidden', 'Commissioners of the authority that visited close its actions');
  }
  const before = await lockOpenAction(db, actor, input);
  await db
    .updateTable('monitoringActions')
    .set({ closedAt: sql<Date>`clock_timestamp()`, closedBy: actor.userId })
    .where('authorityId', '=', visit.authorityId)
    .where('id', '=', input.actionId)
    .execute();
  await recordAudit(db, actor, {
    event: 'monitoring_action.closed',
    subjectId: input.actionId,
    before: { reported: before.reportedAt !== null },
    after: { closed: true, visitId: visit.id },
  });
}

/** Held until the transaction ends; refused where the visit is a draft still, or the action is closed. */
async function lockOpenAction(db: Db, actor: Actor, key: ActionKey) {
  const { visit, closedAt } = await getAction(db, actor, key);
  if (visit.status !== 'final') throw new DomainError('conflict', 'The report of this visit is not finished yet');
  if (closedAt) throw closedAlready();
  // Row level security holds a closed one back from the provider: then somebody closed it this moment.
  const row = await db
    .selectFrom('monitoringActions')
    .select(['providerNote', 'reportedAt', 'closedAt'])
    .where('authorityId', '=', visit.authorityId)
    .where('id', '=', key.actionId)
    .forUpdate()
    .executeTakeFirstOrThrow(closedAlready);
  if (row.closedAt) throw closedAlready();
  return row;
}

const closedAlready = () => new DomainError('conflict', 'This action is closed already');
