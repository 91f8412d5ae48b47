import { sql } from 'kysely';
import type { Actor, OrganisationKind } from '../../app/domain/accounts/actor.ts';
import { compareQuarters } from '../../app/domain/cost-comparison/spot-and-framework.server.ts';
import {
  getPriceSchedule,
  listLotPrices,
  listPriceSchedules,
} from '../../app/domain/price-schedules/price-schedules.server.ts';
import { accommodationBySlug } from '../../app/domain/services/accommodation.ts';
import { findOutwardCode } from '../../app/domain/services/outward-codes.server.ts';
import { listVacancies } from '../../app/domain/vacancies/vacancies.server.ts';
import { searchVacancies } from '../../app/domain/vacancies/vacancy-search.server.ts';
import { searchParams, vacancySearchSchema } from '../../app/domain/vacancies/vacancy-search-form.ts';
import { createDatabase, createPool, type Database, type Db, inTransaction } from '../../db/client.ts';
import type { Pair } from './pairs.ts';

export interface Connections {
  /** Under row level security. */
  app: string;
  /** A superuser, past it: the same work without. */
  owner: string;
}

/** What row level security costs: each piece of work as the application's role, and as one for whom it does not hold. */
export async function rowSecurityPairs({ app, owner }: Connections, today: string) {
  const under = createDatabase(createPool(app, 1));
  const past = createDatabase(createPool(owner, 1));
  const broker = await actorOf(past, 'broker@kent.example');
  const commissioner = await actorOf(past, 'commissioner@kent.example');
  const manager = await actorOf(past, 'manager@orchardine.example');
  const both = (name: string, actor: Actor, work: (db: Db, actor: Actor) => Promise<unknown>): Pair => ({
    name,
    one: () => inContext(past, actor, work),
    other: () => inContext(under, actor, work),
  });
  const search = (terms: string) => async (db: Db, actor: Actor) => {
    const parsed = vacancySearchSchema(today).parse(
      Object.fromEntries(searchParams(new URLSearchParams(terms), today)),
    );
    const origin = await findOutwardCode(db, parsed.postcode);
    if (!origin) throw new Error(`No outward postcode ${parsed.postcode}`);
    return searchVacancies(db, actor, parsed, origin);
  };
  const lots = { accommodationType: accommodationBySlug('fostering').code, on: today };
  const schedules = await inContext(past, manager, listPriceSchedules);
  const scheduleId = schedules[0]?.id ?? '';
  const near = 'type=fostering&age=9&gender=female&postcode=TN24&needs=autism';
  return {
    pairs: [
      both('nothing but the transaction', broker, async (db) => sql`select 1`.execute(db)),
      both('search, nearest first', broker, search(near)),
      both('search, cheapest first', broker, search(`${near}&sort=price`)),
      both('search, best match, 20 miles', broker, search(`${near}&sort=match&radius=20`)),
      both('prices in force of every provider', broker, (db, actor) => listLotPrices(db, actor, lots)),
      both('one price schedule', manager, (db, actor) => getPriceSchedule(db, actor, scheduleId)),
      both('a provider’s own vacancies', manager, (db, actor) => listVacancies(db, actor, { page: 1 })),
      both('spot against framework, 8 quarters', commissioner, (db, actor) =>
        compareQuarters(db, actor, { type: undefined, today }),
      ),
    ],
    close: async () => {
      await under.destroy();
      await past.destroy();
    },
  };
}

/** As app/transactions.server.ts does it for a session: the settings in one statement, the work after it. */
function inContext<T>(database: Database, actor: Actor, work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  return inTransaction(database, async (db) => {
    await sql`
      select set_config('app.person', ${actor.userId}, true), set_config('app.organisation', ${actor.organisationId}, true),
             set_config('app.organisation_kind', ${actor.organisationKind}, true)
    `.execute(db);
    return work(db, actor);
  });
}

async function actorOf(database: Database, email: string): Promise<Actor> {
  const row = await database
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select([
      'userId',
      'users.name',
      'email',
      'organisationId',
      'organisations.name as organisationName',
      'kind',
      'roles',
    ])
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  const { kind, roles, ...rest } = row;
  return { ...rest, organisationKind: kind as OrganisationKind, roles: roles as Actor['roles'] };
}
