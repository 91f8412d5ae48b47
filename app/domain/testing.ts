import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor, OrganisationKind, Role } from './accounts/actor.ts';
import type { PriceLine } from './price-schedules/quote.ts';
import type { VacancyDetails } from './vacancies/vacancy.ts';

// Builders for domain tests: what a case says is what it is about, the rest is made up.

let made = 0;
const next = () => String(++made).padStart(4, '0');

/** An authority with an area of its own; `area` names it. */
export async function anAuthority(db: Db, area?: string): Promise<string> {
  return anOrganisation(db, 'authority', await anArea(db, area));
}

async function anArea(db: Db, name?: string): Promise<string> {
  const onsCode = `E0600${next()}`;
  await db
    .insertInto('localAuthorityAreas')
    .values({ onsCode, name: name ?? `Area ${onsCode}` })
    .execute();
  return onsCode;
}

export const aProvider = (db: Db): Promise<string> => anOrganisation(db, 'provider', null);

export const anOperator = (db: Db): Promise<string> => anOrganisation(db, 'operator', null);

async function anOrganisation(db: Db, kind: OrganisationKind, onsCode: string | null): Promise<string> {
  const name = `${kind} ${next()}`;
  const { id } = await db
    .insertInto('organisations')
    .values({ kind, slug: name.replace(' ', '-'), name, onsCode })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Somebody of the organisation, for what writes nothing: no account stands behind them. */
export function anActor(organisationId: string, role: Role, organisationKind: OrganisationKind = 'authority'): Actor {
  const userId = '019f0000-0000-7000-8000-000000000001';
  const names = { name: 'Ana', email: 'ana@example.org', organisationName: 'Any' };
  return { userId, organisationId, organisationKind, roles: [role], ...names };
}

/** A person of the organisation, with an account of their own. */
export async function aMember(
  db: Db,
  organisationId: string,
  organisationKind: OrganisationKind,
  ...roles: Role[]
): Promise<Actor> {
  const email = `person-${next()}@example.org`;
  const { id } = await db.insertInto('users').values({ name: 'Ana', email }).returning('id').executeTakeFirstOrThrow();
  await db.insertInto('members').values({ userId: id, organisationId, roles }).execute();
  return { userId: id, name: 'Ana', email, organisationId, organisationKind, organisationName: 'Any', roles };
}

/**
 * Runs `work` as the portal's own database role with the actor's context, or nobody's: row level security holds in it, as in a request.
 * What the database itself refuses is undone to here, so that the transaction goes on.
 */
export async function underRowSecurity<T>(
  db: Db,
  actor: Pick<Actor, 'userId' | 'organisationId' | 'organisationKind'> | null,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  await sql`savepoint before_row_security`.execute(db);
  try {
    await sql`set local role sufficiency_market_app`.execute(db);
    await sql`
      select set_config('app.person', ${actor?.userId ?? ''}, true),
             set_config('app.organisation', ${actor?.organisationId ?? ''}, true),
             set_config('app.organisation_kind', ${actor?.organisationKind ?? ''}, true)
    `.execute(db);
    return await work(db).finally(() => sql`reset role`.execute(db).catch(() => {}));
  } catch (error) {
    await sql`rollback to savepoint before_row_security`.execute(db);
    throw error;
  }
}

interface Place {
  easting: number;
  northing: number;
}

/** An outward postcode at a point, in the authority's area or in one of its own. */
export async function anOutwardCode(db: Db, { authorityId, ...at }: Place & { authorityId?: string }): Promise<string> {
  const number = Number(next());
  const code = `ZZ${number % 10}${String.fromCharCode(65 + (Math.floor(number / 10) % 26))}`;
  const areaOnsCode = authorityId ? await areaOf(db, authorityId) : await anArea(db);
  await db
    .insertInto('outwardCodes')
    .values({ code, postTown: 'Town', areaOnsCode, ...at })
    .execute();
  return code;
}

async function areaOf(db: Db, authorityId: string): Promise<string> {
  const { onsCode } = await db
    .selectFrom('organisations')
    .select('onsCode')
    .where('id', '=', authorityId)
    .executeTakeFirstOrThrow();
  return onsCode ?? '';
}

interface ServiceIs {
  accommodationType?: number;
  outwardCode: string;
  ageFrom?: number;
  ageTo?: number;
  registeredPlaces?: number;
  registrationStatus?: string;
}

export async function aService(db: Db, providerId: string, service: ServiceIs): Promise<string> {
  const {
    accommodationType = 2,
    ageFrom = 0,
    ageTo = 17,
    registeredPlaces = 4,
    registrationStatus = 'registered',
    outwardCode,
  } = service;
  const { areaOnsCode } = await db
    .selectFrom('outwardCodes')
    .select('areaOnsCode')
    .where('code', '=', outwardCode)
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('services')
    .values({
      providerId,
      urn: `SC90${next()}`,
      accommodationType,
      areaOnsCode,
      registeredPlaces,
      registrationStatus,
      ageFrom,
      ageTo,
      gender: 'any',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('serviceAddresses')
    .values({ serviceId: id, providerId, name: `Service ${next()}`, outwardCode })
    .execute();
  return id;
}

export const aVacancy: VacancyDetails = {
  title: 'Place for one young person',
  places: 1,
  ageFrom: 5,
  ageTo: 15,
  gender: 'any',
  canMeet: [],
  cannotMeet: [],
  availableFrom: '2026-11-01',
  spotWeeklyPence: null,
};

interface LotIs {
  accommodationType?: number;
  /** Member authorities; the first leads. */
  authorities: [string, ...string[]];
}

/** A lot of an open purchasing system, in force from 2020 to 2030. */
export async function aLot(db: Db, { accommodationType = 2, authorities }: LotIs): Promise<string> {
  const { id: systemId } = await db
    .insertInto('purchasingSystems')
    .values({
      leadAuthorityId: authorities[0],
      slug: `system-${next()}`,
      kind: 'dps',
      regime: 'pcr_2015',
      title: `System ${next()}`,
      summary: '',
      status: 'open',
      publishedAt: '2020-01-06T09:00:00Z',
      startsOn: '2020-04-01',
      endsOn: '2030-04-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('purchasingSystemMembers')
    .values(authorities.map((authorityId) => ({ systemId, authorityId, joinedOn: '2020-04-01' })))
    .execute();
  const { id } = await db
    .insertInto('lots')
    .values({ systemId, number: 1, title: 'Lot', accommodationType, priceModel: 'package' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

interface ScheduleIs {
  from: string;
  until?: string;
  lines: PriceLine[];
  /** Of a further hour of support; null where absent. */
  hourPence?: number;
}

/** Admits the provider to the lot at approved prices, each schedule over its own period; returns the schedules' ids. */
export async function anAdmission(
  db: Db,
  { lotId, providerId }: { lotId: string; providerId: string },
  ...schedules: ScheduleIs[]
): Promise<string[]> {
  const { id: admissionId } = await db
    .insertInto('admissions')
    .values({ lotId, providerId, status: 'active', admittedOn: '2020-04-01' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`select place_admission_holds(null, ${admissionId}::uuid)`.execute(db);
  const ids: string[] = [];
  for (const { from, until = null, lines, hourPence = null } of schedules) {
    const { id } = await db
      .insertInto('priceSchedules')
      .values({
        admissionId,
        providerId,
        status: until ? 'superseded' : 'approved',
        validFrom: from,
        validUntil: until,
        approvedAt: '2020-04-01T09:00:00Z',
        extraSupportHourPence: hourPence,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('priceLines')
      .values(lines.map((line) => ({ ...line, scheduleId: id, providerId })))
      .execute();
    ids.push(id);
  }
  return ids;
}
