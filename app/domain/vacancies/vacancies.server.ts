import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { lastPage } from '../../lib/paging.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { canReadPrices } from '../price-schedules/price-schedule-policy.ts';
import { OPEN_REGISTRATIONS, UNKNOWN_AREA } from '../services/accommodation.ts';
import { findOutwardCode } from '../services/outward-codes.server.ts';
import { getService, type Service } from '../services/services.server.ts';
import { isOpenToEdit, saysItsOwnArea, type VacancyDetails, type VacancyStatus, vacancyIssues } from './vacancy.ts';
import { canManageVacancy } from './vacancy-policy.ts';

/** What an actor may know exists: their own, and for an authority whatever is published. */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'vacancies'>) =>
  isFrom(actor, 'authority')
    ? eb('vacancies.status', '=', 'published')
    : eb('vacancies.providerId', '=', actor.organisationId);

const PAGE_SIZE = 20;

export interface VacancyPage {
  /** From 1. */
  page: number;
}

/** The actor's own vacancies, those that need something done first. */
export async function listVacancies(db: Db, actor: Actor, filter: VacancyPage) {
  const own = db
    .selectFrom('vacancies')
    .innerJoin('serviceAddresses', 'serviceAddresses.serviceId', 'vacancies.serviceId')
    .where('vacancies.providerId', '=', actor.organisationId);
  const { total } = await own.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const page = lastPage(filter.page, total, PAGE_SIZE);
  const vacancies = await own
    .select([
      'vacancies.id',
      'vacancies.title',
      'vacancies.status',
      'vacancies.places',
      'vacancies.ageFrom',
      'vacancies.ageTo',
      'vacancies.availableFrom',
      'vacancies.confirmedAt',
      'serviceAddresses.name as serviceName',
    ])
    .orderBy((eb) =>
      eb
        .case()
        .when('vacancies.status', '=', 'draft')
        .then(0)
        .when('vacancies.status', '=', 'published')
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('vacancies.confirmedAt', (order) => order.asc().nullsFirst())
    .orderBy('vacancies.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { vacancies, page, total, pageSize: PAGE_SIZE };
}

/** How many of the provider's own vacancies are in each status, and published ones by the age of their confirmation. */
export function countVacancies(db: Db, actor: Actor) {
  return db
    .selectFrom('vacancies')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('status', '=', 'draft').as('drafts'),
      eb.fn.countAll<number>().filterWhere('status', '=', 'published').as('published'),
      eb.fn
        .countAll<number>()
        .filterWhere('status', '=', 'published')
        .filterWhere('confirmedAt', '<', sql<Date>`now() - interval '7 days'`)
        .as('stale'),
    ])
    .where('providerId', '=', actor.organisationId)
    .executeTakeFirstOrThrow();
}

/** One vacancy. The service's name and the home's whereabouts leave the server for its own provider alone. */
export async function getVacancy(db: Db, actor: Actor, vacancyId: string) {
  const vacancy = await db
    .selectFrom('vacancies')
    .leftJoin('serviceAddresses', 'serviceAddresses.serviceId', 'vacancies.serviceId')
    .innerJoin('organisations', 'organisations.id', 'vacancies.providerId')
    .innerJoin('outwardCodes', 'outwardCodes.code', 'vacancies.outwardCode')
    .leftJoin('vacancySpotFees', 'vacancySpotFees.vacancyId', 'vacancies.id')
    .select([
      'vacancies.id',
      'vacancies.providerId',
      'vacancies.serviceId',
      'vacancies.title',
      'vacancies.status',
      'vacancies.accommodationType',
      'vacancies.places',
      'vacancies.ageFrom',
      'vacancies.ageTo',
      'vacancies.gender',
      'vacancies.revision',
      'vacancies.canMeet',
      'vacancies.cannotMeet',
      'vacancies.availableFrom',
      'vacancies.outwardCode',
      'vacancies.confirmedAt',
      'vacancies.publishedAt',
      'outwardCodes.postTown',
      'organisations.name as providerName',
      'vacancySpotFees.weeklyPence as spotWeeklyPence',
      'serviceAddresses.name as serviceName',
    ])
    .where(visibleTo(actor))
    .where('vacancies.id', '=', vacancyId)
    .executeTakeFirst();
  if (!vacancy) throw new DomainError('not-found', 'Vacancy not found');
  return {
    ...vacancy,
    serviceName: vacancy.providerId === actor.organisationId ? vacancy.serviceName : null,
    /** Undefined for those whose role does not see prices. */
    spotWeeklyPence: canReadPrices(actor) ? vacancy.spotWeeklyPence : undefined,
  };
}

/** Refuses at the door whoever could not publish in any service of their organisation. */
export function requirePublisher(actor: Actor): void {
  if (canManageVacancy(actor, { providerId: actor.organisationId })) return;
  throw new DomainError('forbidden', 'Managers and administrators of a provider publish vacancies');
}

interface NewVacancy {
  serviceId: string;
  details: VacancyDetails;
}

interface ChangedVacancy {
  vacancyId: string;
  /** Of the vacancy as the person saw it. */
  revision: number;
  details: VacancyDetails;
}

/** Creates a draft in one of the actor's services and returns its id. */
export async function createVacancy(db: Db, actor: Actor, input: NewVacancy) {
  const service = await getService(db, actor, input.serviceId);
  if (!canManageVacancy(actor, service))
    throw new DomainError('forbidden', 'You cannot add vacancies for this service');
  requireOpen(service);
  refuseIssues(vacancyIssues(service, input.details));
  const { spotWeeklyPence, ...details } = input.details;
  const vacancy = await db
    .insertInto('vacancies')
    .values({
      ...details,
      ...(await searchPoint(db, service, details)),
      providerId: service.providerId,
      serviceId: service.id,
      accommodationType: service.accommodationType,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setSpotFee(db, { vacancyId: vacancy.id, providerId: service.providerId, weeklyPence: spotWeeklyPence });
  await recordAudit(db, actor, { event: 'vacancy.created', subjectId: vacancy.id, after: { ...input.details } });
  return vacancy.id;
}

/** Changes what a draft or a published vacancy says. A published one counts as confirmed by it. */
export async function editVacancy(db: Db, actor: Actor, input: ChangedVacancy) {
  const vacancy = await lockOwnVacancy(db, actor, input.vacancyId);
  if (!isOpenToEdit(vacancy.status))
    throw new DomainError('conflict', 'Only a draft or a published vacancy can be edited');
  if (vacancy.revision !== input.revision) {
    throw new DomainError(
      'conflict',
      'A colleague changed this vacancy meanwhile. Look at what it says now before you save again.',
    );
  }
  const service = await getService(db, actor, vacancy.serviceId);
  refuseIssues(vacancyIssues(service, input.details));
  const { spotWeeklyPence, ...details } = input.details;
  await db
    .updateTable('vacancies')
    .set({
      ...details,
      ...(await searchPoint(db, service, details)),
      revision: vacancy.revision + 1,
      updatedAt: sql`now()`,
    })
    .$if(vacancy.status === 'published', (query) => query.set({ confirmedAt: sql`now()` }))
    .where('id', '=', vacancy.id)
    .execute();
  await setSpotFee(db, { vacancyId: vacancy.id, providerId: vacancy.providerId, weeklyPence: spotWeeklyPence });
  await recordAudit(db, actor, { event: 'vacancy.edited', subjectId: vacancy.id, after: { ...input.details } });
}

export async function publishVacancy(db: Db, actor: Actor, vacancyId: string) {
  await move(db, actor, vacancyId, {
    from: 'draft',
    to: 'published',
    refusal: 'Only a draft vacancy can be published',
  });
}

export async function withdrawVacancy(db: Db, actor: Actor, vacancyId: string) {
  await move(db, actor, vacancyId, {
    from: 'published',
    to: 'withdrawn',
    refusal: 'Only a published vacancy can be withdrawn',
  });
}

/** The provider says that a published vacancy is still true. */
export async function confirmVacancy(db: Db, actor: Actor, vacancyId: string) {
  const vacancy = await lockOwnVacancy(db, actor, vacancyId);
  if (vacancy.status !== 'published') throw new DomainError('conflict', 'Only a published vacancy can be confirmed');
  await db.updateTable('vacancies').set({ confirmedAt: sql`now()` }).where('id', '=', vacancy.id).execute();
  await recordAudit(db, actor, { event: 'vacancy.confirmed', subjectId: vacancy.id });
}

interface Move {
  from: VacancyStatus;
  to: 'published' | 'withdrawn';
  refusal: string;
}

async function move(db: Db, actor: Actor, vacancyId: string, { from, to, refusal }: Move) {
  const vacancy = await lockOwnVacancy(db, actor, vacancyId);
  if (vacancy.status !== from) throw new DomainError('conflict', refusal);
  if (to === 'published') requireOpen(await getService(db, actor, vacancy.serviceId));
  await db
    .updateTable('vacancies')
    .set({ status: to, updatedAt: sql`now()` })
    .$if(to === 'published', (query) => query.set({ publishedAt: sql`now()`, confirmedAt: sql`now()` }))
    .where('id', '=', vacancy.id)
    .execute();
  await recordAudit(db, actor, {
    event: `vacancy.${to}`,
    subjectId: vacancy.id,
    before: { status: from },
    after: { status: to },
  });
}

async function lockOwnVacancy(db: Db, actor: Actor, vacancyId: string) {
  const visible = db
    .selectFrom('vacancies')
    .select(['id', 'providerId', 'serviceId', 'status', 'revision'])
    .where(visibleTo(actor))
    .where('id', '=', vacancyId);
  const notFound = () => new DomainError('not-found', 'Vacancy not found');
  const seen = await visible.executeTakeFirst();
  if (!seen) throw notFound();
  if (!canManageVacancy(actor, seen)) throw new DomainError('forbidden', 'You cannot change this vacancy');
  // Row level security locks a row for those alone who may change it.
  return visible.forUpdate().executeTakeFirstOrThrow(notFound);
}

/** Where search finds the vacancy: the centroid of its outward postcode, never a home's own place. */
async function searchPoint(db: Db, service: Service, details: Pick<VacancyDetails, 'outwardCode'>) {
  const code = saysItsOwnArea(service) ? details.outwardCode : service.outwardCode;
  const area = code === undefined ? undefined : await findOutwardCode(db, code);
  if (!area) throw new DomainError('conflict', UNKNOWN_AREA);
  return { outwardCode: area.code, searchEasting: area.easting, searchNorthing: area.northing };
}

function requireOpen(service: { registrationStatus: string }) {
  if (OPEN_REGISTRATIONS.includes(service.registrationStatus)) return;
  throw new DomainError(
    'conflict',
    'The registration of this service is suspended or closed: no vacancy can be published in it',
  );
}

function refuseIssues(issues: ReturnType<typeof vacancyIssues>) {
  const [first] = Object.values(issues);
  if (first) throw new DomainError('conflict', first);
}

async function setSpotFee(db: Db, fee: { vacancyId: string; providerId: string; weeklyPence: number | null }) {
  const { vacancyId, providerId, weeklyPence } = fee;
  if (weeklyPence === null) {
    await db.deleteFrom('vacancySpotFees').where('vacancyId', '=', vacancyId).execute();
    return;
  }
  await db
    .insertInto('vacancySpotFees')
    .values({ vacancyId, providerId, weeklyPence })
    .onConflict((conflict) => conflict.column('vacancyId').doUpdateSet({ weeklyPence }))
    .execute();
}
