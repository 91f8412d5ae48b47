import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { joinLink, writeInvitation } from '../accounts/invitations.server.ts';
import { canDecideApplications } from '../accounts/organisation-policy.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import { admittedEmail, refusedEmail } from './application-emails.ts';
import { slugsFor } from './slug.ts';

/** Makes the organisation that applies, and invites the applicant as its administrator. */
export async function admitOrganisation(
  db: Db,
  actor: Actor,
  { id, publicUrl }: { id: string; publicUrl: string },
): Promise<{ organisationId: string }> {
  const application = await lockWaiting(db, actor, id);
  const organisationId = await insertOrganisation(db, application);
  const { secret } = await writeInvitation(db, {
    organisationId,
    email: application.applicantEmail,
    roles: ['administrator'],
    invitedBy: actor.userId,
  });
  await queueEmail(db, admittedEmail(application, joinLink(publicUrl, secret)));
  await decide(db, actor, id, { status: 'admitted', organisationId, reason: null });
  const { kind, name, onsCode, companyNumber, charityNumber, applicantEmail } = application;
  await recordAudit(db, actor, {
    event: 'organisation.admitted',
    subjectId: organisationId,
    after: { applicationId: id, kind, name, onsCode, companyNumber, charityNumber, administrator: applicantEmail },
  });
  return { organisationId };
}

/** The applicant is told the reason. */
export async function refuseApplication(db: Db, actor: Actor, input: { id: string; reason: string }): Promise<void> {
  const application = await lockWaiting(db, actor, input.id);
  await queueEmail(db, refusedEmail(application, input.reason));
  await decide(db, actor, input.id, { status: 'refused', organisationId: null, reason: input.reason });
  await recordAudit(db, actor, {
    event: 'organisation.application_refused',
    subjectId: input.id,
    reason: input.reason,
    before: { status: 'waiting' },
    after: { status: 'refused', name: application.name },
  });
}

/** Held until the transaction ends: an application is decided once. */
async function lockWaiting(db: Db, actor: Actor, id: string) {
  const application = canDecideApplications(actor)
    ? await db
        .selectFrom('organisationApplications')
        .select([
          'kind',
          'name',
          'onsCode',
          'companyNumber',
          'charityNumber',
          'applicantName',
          'applicantEmail',
          'status',
        ])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!application) throw new DomainError('not-found', 'Application not found');
  if (application.status !== 'waiting') throw new DomainError('conflict', 'This application is decided already');
  return application;
}

type Application = Awaited<ReturnType<typeof lockWaiting>>;

async function insertOrganisation(db: Db, application: Application): Promise<string> {
  const { kind, name, onsCode, companyNumber, charityNumber } = application;
  for (const slug of slugsFor(name)) {
    const made = await db
      .insertInto('organisations')
      .values({ kind, slug, name, onsCode, companyNumber, charityNumber })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) return made.id;
    const taken = await db
      .selectFrom('organisations')
      .select('name')
      .where(({ eb, or }) => or([eb('name', '=', name), eb('onsCode', '=', onsCode)]))
      .limit(1)
      .executeTakeFirst();
    if (taken) throw new DomainError('conflict', `${taken.name} is here already, with that name or that area`);
  }
  throw new DomainError('conflict', `Too many organisations are called like ${name}`);
}

async function decide(
  db: Db,
  actor: Actor,
  id: string,
  decision: { status: 'admitted' | 'refused'; organisationId: string | null; reason: string | null },
): Promise<void> {
  await db
    .updateTable('organisationApplications')
    .set({ ...decision, decidedAt: sql<Date>`clock_timestamp()`, decidedBy: actor.userId })
    .where('id', '=', id)
    .execute();
}
