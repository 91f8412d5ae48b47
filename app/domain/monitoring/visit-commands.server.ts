import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { visitEmail } from './monitoring-emails.ts';
import { missingParts, type PlannedAction, type VisitReport } from './monitoring-visit.ts';
import type { EditedVisitInput, NewVisitInput } from './monitoring-visit-form.ts';
import { getDraftToWrite, getVisitToWrite, type Visit } from './monitoring-visits.server.ts';
import { getSupplier } from './suppliers.server.ts';

/** Begins the report of a visit to a provider that the authority buys from. The same form sent again gives the same report. */
export async function createVisit(
  db: Db,
  actor: Actor,
  input: NewVisitInput & { providerId: string },
): Promise<{ id: string }> {
  const { key, providerId, ...report } = input;
  await getSupplier(db, actor, providerId);
  await requireServiceOf(db, { providerId, serviceId: report.serviceId });
  const payload = { providerId, ...report };
  const id = await createOnce(db, actor, { key, payload }, () => insertVisit(db, actor, payload));
  return { id };
}

async function insertVisit(db: Db, actor: Actor, input: VisitReport & { providerId: string }): Promise<string> {
  const { providerId, ...report } = input;
  const visit = await db
    .insertInto('monitoringVisits')
    .values({ ...columnsOf(report), authorityId: actor.organisationId, providerId, createdBy: actor.userId })
    .returning(['authorityId', 'id', 'providerId'])
    .executeTakeFirstOrThrow();
  await insertActions(db, visit, report.actions);
  await recordAudit(db, actor, {
    event: 'monitoring_visit.created',
    subjectId: visit.id,
    after: { providerId, visitedOn: report.visitedOn, kind: report.kind, revision: 1 },
  });
  return visit.id;
}

/** Replaces what a draft says, or begins the report of a visit that was planned; refused where somebody has saved it since the form was filled. */
export async function saveVisit(
  db: Db,
  actor: Actor,
  input: EditedVisitInput & { id: string },
): Promise<{ revision: number }> {
  const { id, revision, ...report } = input;
  const draft = await lockDraft(db, actor, { id, revision });
  await requireServiceOf(db, { providerId: draft.providerId, serviceId: report.serviceId });
  await db
    .deleteFrom('monitoringActions')
    .where('authorityId', '=', draft.authorityId)
    .where('visitId', '=', id)
    .execute();
  await insertActions(db, draft, report.actions);
  await db
    .updateTable('monitoringVisits')
    .set({ ...columnsOf(report), status: 'draft', revision: revision + 1 })
    .where('id', '=', id)
    .execute();
  await recordAudit(db, actor, {
    event: 'monitoring_visit.saved',
    subjectId: id,
    before: { status: draft.status, visitedOn: draft.visitedOn, kind: draft.kind, overall: draft.overall, revision },
    after: { visitedOn: report.visitedOn, kind: report.kind, overall: report.overall, revision: revision + 1 },
  });
  return { revision: revision + 1 };
}

/** Shows the provider the report as it was read, and writes to its people that it is there. `publicUrl` begins the letter's link. */
export async function finaliseVisit(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number; publicUrl: string },
): Promise<void> {
  const draft = await lockDraft(db, actor, input);
  const missing = missingParts(draft);
  if (missing.length > 0) throw new DomainError('conflict', `The report is not complete: add ${missing.join(', ')}`);
  await db
    .updateTable('monitoringVisits')
    .set({ status: 'final', finalisedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', input.id)
    .execute();
  const to = { organisationId: draft.providerId, roles: ['manager', 'administrator'] as const };
  await queueEmailToMembers(db, to, visitEmail(draft, input.publicUrl));
  await recordAudit(db, actor, {
    event: 'monitoring_visit.finalised',
    subjectId: input.id,
    before: { status: 'draft' },
    after: { status: 'final', overall: draft.overall, actions: draft.actions.length, revision: draft.revision },
  });
  for (const { id, owner, dueOn } of draft.actions) {
    await recordAudit(db, actor, {
      event: 'monitoring_action.created',
      subjectId: id,
      after: { visitId: input.id, owner, dueOn },
    });
  }
}

/** The draft, held until the transaction ends, where the actor may write it and knows its newest revision. */
async function lockDraft(db: Db, actor: Actor, input: { id: string; revision: number }): Promise<Visit> {
  await getVisitToWrite(db, actor, input.id);
  // Row level security holds a finished one back: it is found as such below.
  await db.selectFrom('monitoringVisits').select('id').where('id', '=', input.id).forUpdate().executeTakeFirst();
  // What stands there now that nobody else can change it.
  const visit = await getDraftToWrite(db, actor, input.id);
  if (visit.revision !== input.revision) {
    throw new DomainError('conflict', 'Somebody has saved a newer version of this report since you opened it');
  }
  return visit;
}

function columnsOf({ actions: _, ratings, ...columns }: VisitReport) {
  return { ...columns, ratings: JSON.stringify(ratings) };
}

async function insertActions(
  db: Db,
  visit: { authorityId: string; id: string; providerId: string },
  actions: PlannedAction[],
): Promise<void> {
  const { authorityId, id: visitId, providerId } = visit;
  if (actions.length === 0) return;
  await db
    .insertInto('monitoringActions')
    .values(actions.map((action) => ({ ...action, authorityId, visitId, providerId })))
    .execute();
}

/** A visit is to one of the provider's services, or to it as a whole. */
export async function requireServiceOf(db: Db, of: { providerId: string; serviceId: string | null }): Promise<void> {
  if (of.serviceId === null) return;
  const service = await db
    .selectFrom('services')
    .select('id')
    .where('id', '=', of.serviceId)
    .where('providerId', '=', of.providerId)
    .executeTakeFirst();
  if (!service) throw new DomainError('conflict', 'Choose a service of this provider');
}
