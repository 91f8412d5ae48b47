import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { lastPage } from '../../lib/paging.ts';
import type { Actor } from '../accounts/actor.ts';
import { canDecideApplications } from '../accounts/organisation-policy.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import type { ApplicantKind, ApplicationStatus, NewApplication } from './application.ts';
import { receivedEmail, waitingEmail } from './application-emails.ts';

const PAGE_SIZE = 50;

/** The areas whose authority has no organisation here. */
export function listFreeAreas(db: Db) {
  return db
    .selectFrom('localAuthorityAreas')
    .select(['onsCode', 'name'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('organisations')
            .select('organisations.id')
            .whereRef('organisations.onsCode', '=', 'localAuthorityAreas.onsCode'),
        ),
      ),
    )
    .orderBy('name')
    .orderBy('onsCode')
    .limit(1_000)
    .execute();
}

/** Whom to tell of an application; takes a transaction of asIdentity, since whoever applies sees nobody. */
export async function listOperatorAddresses(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .innerJoin('users', 'users.id', 'members.userId')
    .select('users.email')
    .where('organisations.kind', '=', 'operator')
    .where('members.deactivatedAt', 'is', null)
    .orderBy('users.email')
    .limit(50)
    .execute();
  return rows.map(({ email }) => email);
}

interface Told {
  /** Operators' addresses. */
  operators: readonly string[];
  publicUrl: string;
}

/** Anyone applies. The same application again, while the first one waits, is that one, and nobody is told twice. */
export async function applyForOrganisation(db: Db, application: NewApplication, told: Told): Promise<void> {
  // Nothing is returned by the database: whoever applies may not read it.
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('organisationApplications')
    .values(application)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return;
  await queueEmail(db, receivedEmail(application));
  for (const to of told.operators) await queueEmail(db, waitingEmail(application, to, told.publicUrl));
}

function requireOperator(actor: Actor): void {
  if (!canDecideApplications(actor)) {
    throw new DomainError('forbidden', 'Applications are for the operator of this portal');
  }
}

/** Applications, those that wait first, the oldest of them at the top. */
export async function listApplications(db: Db, actor: Actor, { page: asked }: { page: number }) {
  requireOperator(actor);
  const { total } = await db
    .selectFrom('organisationApplications')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = lastPage(asked, total, PAGE_SIZE);
  const rows = await db
    .selectFrom('organisationApplications')
    .select(['id', 'kind', 'name', 'applicantName', 'status', 'submittedAt'])
    .orderBy(sql`status <> 'waiting'`)
    .orderBy(sql`case when status = 'waiting' then submitted_at end`)
    .orderBy('submittedAt', 'desc')
    .orderBy('id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { applications: rows.map(typed), total, page, pageSize: PAGE_SIZE };
}

export async function countWaitingApplications(db: Db, actor: Actor): Promise<number> {
  requireOperator(actor);
  const { waiting } = await db
    .selectFrom('organisationApplications')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return waiting;
}

const typed = <Row extends { kind: string; status: string }>(row: Row) => ({
  ...row,
  kind: row.kind as ApplicantKind,
  status: row.status as ApplicationStatus,
});

/** An application with who decided it and, beside what was entered, what is known here already. */
export async function getApplication(db: Db, actor: Actor, id: string) {
  const application = await findApplication(db, actor, id);
  return { ...application, known: await whatIsKnown(db, application) };
}

async function findApplication(db: Db, actor: Actor, id: string) {
  const row = canDecideApplications(actor)
    ? await db
        .selectFrom('organisationApplications as application')
        .leftJoin('localAuthorityAreas as area', 'area.onsCode', 'application.onsCode')
        .leftJoin('users as decider', 'decider.id', 'application.decidedBy')
        .select([
          'application.id',
          'application.kind',
          'application.name',
          'application.onsCode',
          'area.name as areaName',
          'application.companyNumber',
          'application.charityNumber',
          'application.urns',
          'application.applicantName',
          'application.applicantEmail',
          'application.status',
          'application.submittedAt',
          'application.decidedAt',
          'application.reason',
          'decider.name as decidedBy',
        ])
        .where('application.id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new DomainError('not-found', 'Application not found');
  return typed(row);
}

type Entered = Pick<NewApplication, 'name' | 'onsCode' | 'companyNumber' | 'charityNumber' | 'urns'>;

/** Organisations that have what was entered already, and whose services the URNs are. */
async function whatIsKnown(db: Db, { name, onsCode, companyNumber, charityNumber, urns }: Entered) {
  const same = (column: string, value: string | null) => sql<SqlBool>`coalesce(${sql.ref(column)} = ${value}, false)`;
  const organisations = await db
    .selectFrom('organisations')
    .select([
      'name',
      same('organisations.name', name).as('sameName'),
      same('organisations.onsCode', onsCode).as('sameArea'),
      same('organisations.companyNumber', companyNumber).as('sameCompany'),
      same('organisations.charityNumber', charityNumber).as('sameCharity'),
    ])
    .where(({ eb, or }) =>
      or([
        eb('name', '=', name),
        eb('onsCode', '=', onsCode),
        eb('companyNumber', '=', companyNumber),
        eb('charityNumber', '=', charityNumber),
      ]),
    )
    .orderBy('name')
    .limit(20)
    .execute();
  const services =
    urns.length === 0
      ? []
      : await db
          .selectFrom('services')
          .innerJoin('organisations', 'organisations.id', 'services.providerId')
          .select(['services.urn', 'organisations.name as providerName'])
          .where('services.urn', 'in', urns)
          .orderBy('services.urn')
          .limit(200)
          .execute();
  return { organisations, services };
}
