import type { ClientBase } from 'pg';
import { accounts, credentialRow, membershipRows, userRow } from './accounts.ts';
import { admissionChanges } from './admission-history.ts';
import { type Admission, admissionRow, admissions } from './admissions.ts';
import { BudgetBuilder } from './budgets.ts';
import { type Day, date, financialYearOf } from './calendar.ts';
import { copyRows, type Row, snakeCase, type Table } from './copy.ts';
import { judgements } from './judgements.ts';
import { monitoring, notifications, plannedVisits, reviewsOfPlacements, visitRow } from './monitoring.ts';
import { bySlug, type Organisations, organisations, type Provider } from './organisations.ts';
import { feeRows } from './placement-fees.ts';
import { PlacementSources } from './placement-sources.ts';
import { type Placement, placementRow, placements } from './placements.ts';
import { Places } from './places.ts';
import { levelRows, lotAddOnRows, lotAdjustmentRows, pricePointRows } from './price-models.ts';
import { addOnRows, adjustmentRows, lineRows, type Schedule, scheduleRow, schedules } from './price-schedules.ts';
import {
  documentRow,
  fileRow,
  type ProviderDocument,
  providerDocuments,
  requiredDocumentRows,
} from './provider-documents.ts';
import { publishedBudgets, publishedFigures, reportedActivity } from './published-figures.ts';
import { invitationRows, lotRow, memberRows, type PurchasingSystem, purchasingSystems } from './purchasing-systems.ts';
import { Random } from './random.ts';
import { readBankHolidays, readLibraryQuestions, readOutwardCodes } from './reference-data.ts';
import {
  answerRows,
  applicationRow,
  applications,
  moderationRows,
  profileAnswers,
  questionRow,
  questionsOf,
} from './selection.ts';
import { addressRows, type Service, serviceRow, services } from './services.ts';
import { statements } from './statements.ts';
import { spotFeeRows, vacancies, vacancyRow } from './vacancies.ts';

interface MarketOptions {
  seed: number;
  vacancies: number;
  placements: number;
  today: Day;
  passwordHash: string;
}

export type Counts = Partial<Record<Table, number>>;

/** One load over one connection; every subject draws from a stream of its own. */
class Loader {
  readonly counts: Counts = {};
  readonly options: MarketOptions;
  readonly #client: ClientBase;
  readonly #root: Random;

  constructor(client: ClientBase, options: MarketOptions) {
    this.#client = client;
    this.options = options;
    this.#root = new Random(String(options.seed));
  }

  random(subject: string): Random {
    return this.#root.fork(subject);
  }

  async copy<T extends Table>(table: T, rows: Iterable<Row<T>>): Promise<void> {
    this.counts[table] = (this.counts[table] ?? 0) + (await copyRows(this.#client, table, rows));
  }

  async run(statement: string): Promise<void> {
    await this.#client.query(statement);
  }

  /** `statement` inserts. */
  async insert(table: Table, statement: string): Promise<void> {
    const { rowCount } = await this.#client.query(statement);
    this.counts[table] = (this.counts[table] ?? 0) + (rowCount ?? 0);
  }

  async analyze(): Promise<void> {
    await this.#client.query(`analyze ${Object.keys(this.counts).map(snakeCase).join(', ')}`);
  }
}

/** Needs the reference data, and a database without organisations. Returns how many rows went into each table. */
export async function loadMarket(client: ClientBase, options: MarketOptions): Promise<Counts> {
  const load = new Loader(client, options);
  const { today } = options;
  const known = organisations(load.random('organisations'), today);
  await loadOrganisations(load, known);

  const places = new Places(readOutwardCodes());
  const offered = services(load.random('services'), known.providers, places, today);
  await loadServices(load, offered);
  const documents = await loadDocuments(load, known);
  await loadVacancies(load, offered, places);

  const priced = await loadPurchasingSystems(load, known, offered, documents);
  await loadPlacements(load, known, new PlacementSources(offered, priced));
  await loadPublished(load, known);
  await load.analyze();
  return load.counts;
}

async function loadOrganisations(load: Loader, known: Organisations) {
  await load.copy('organisations', known.rows);
  const people = accounts(load.random('accounts'), load.options.today);
  await load.copy('users', people.map(userRow));
  await load.copy(
    'accounts',
    people.map((person) => credentialRow(person, load.options.passwordHash)),
  );
  await load.copy(
    'members',
    people.flatMap((person) => membershipRows(person, (slug) => bySlug(known.rows, slug).id)),
  );
}

async function loadServices(load: Loader, offered: readonly Service[]) {
  await load.copy('services', offered.map(serviceRow));
  await load.copy('serviceAddresses', addressRows(load.random('addresses'), offered));
  await load.copy('judgements', judgements(load.random('judgements'), offered, load.options.today));
}

async function loadVacancies(load: Loader, offered: readonly Service[], places: Places) {
  const { today, vacancies: count } = load.options;
  // A connection carries one COPY at a time: the same vacancies are made once for each of the two tables, and none is kept.
  const again = () => vacancies(load.random('vacancies'), { services: offered, places, today }, count);
  await load.copy('vacancies', mapped(again(), vacancyRow));
  await load.copy('vacancySpotFees', spotFeeRows(again()));
}

async function loadDocuments(load: Loader, { providers }: Organisations) {
  const documents = providerDocuments(load.random('documents'), providers, load.options.today);
  await load.copy('files', documents.map(fileRow));
  await load.copy('providerDocuments', documents.map(documentRow));
  return documents;
}

async function loadPurchasingSystems(
  load: Loader,
  known: Organisations,
  offered: readonly Service[],
  documents: readonly ProviderDocument[],
): Promise<Schedule[]> {
  const { today } = load.options;
  const year = financialYearOf(today);
  const systems = purchasingSystems(load.random('purchasing systems'), known.authorities, year, today);
  const admitted = admissions(load.random('admissions'), systems, known.providers, { yearStart: date(year, 4), today });
  const priced = schedules(load.random('price schedules'), admitted, year);
  await load.copy(
    'purchasingSystems',
    systems.map(({ row }) => row),
  );
  await load.copy('purchasingSystemMembers', memberRows(systems));
  await load.copy('purchasingSystemInvitations', invitationRows(systems, known.authorities, today));
  await load.copy('requiredDocuments', requiredDocumentRows(systems));
  const lots = systems.flatMap((system) => system.lots);
  await load.copy('lots', lots.map(lotRow));
  await load.copy('lotLevels', lots.flatMap(levelRows));
  await load.copy('lotPricePoints', lots.flatMap(pricePointRows));
  await load.copy('lotAddOns', lots.flatMap(lotAddOnRows));
  await load.copy('lotAdjustments', lots.flatMap(lotAdjustmentRows));
  await load.copy('admissions', admitted.map(admissionRow));
  await load.copy('admissionChanges', admissionChanges(load.random('admission changes'), admitted, today));
  // Whoever applied was the provider's bid manager, whoever decided a commissioner of the authority that leads.
  await load.run(`
    update admission_changes c set changed_by = m.user_id
    from admissions a join lots l on l.id = a.lot_id join purchasing_systems s on s.id = l.system_id, members m
    where a.id = c.admission_id and (
      c.change = 'applied' and m.organisation_id = c.provider_id and 'bids' = any (m.roles)
      or c.change <> 'applied' and m.organisation_id = s.lead_authority_id and 'commissioner' = any (m.roles))`);
  await load.run('select place_admission_holds(null, null)');
  // The same seed gives the same rows: a hold is placed when the judgement is published, some weeks after the inspection.
  await load.run(
    `update admission_holds set id = md5(admission_id::text || service_id)::uuid, placed_at = inspected_on + time '09:00' + interval '28 days'`,
  );
  await load.copy('priceSchedules', priced.map(scheduleRow));
  await load.copy('priceLines', priced.flatMap(lineRows));
  await load.copy('priceAddOns', priced.flatMap(addOnRows));
  await load.copy('priceAdjustments', priced.flatMap(adjustmentRows));
  await loadSelection(load, { systems, admissions: admitted, providers: known.providers, documents });
  await loadMonitoring(load, known, admitted, offered);
  return priced;
}

interface Applied {
  systems: readonly PurchasingSystem[];
  admissions: readonly Admission[];
  providers: readonly Provider[];
  documents: readonly ProviderDocument[];
}

async function loadSelection(load: Loader, { systems, admissions, providers, documents }: Applied) {
  const { today } = load.options;
  const library = readLibraryQuestions();
  const questions = questionsOf(load.random('questions'), systems, library);
  const profile = profileAnswers(load.random('profiles'), providers, library, today);
  const bankHolidays = new Set(readBankHolidays().map(({ day }) => day));
  const made = applications(load.random('applications'), { admissions, providers, bankHolidays, today });
  await load.copy('selectionQuestions', questions.map(questionRow));
  await load.copy('profileAnswers', profile);
  await load.copy('lotApplications', made.map(applicationRow));
  await load.copy('applicationAnswers', answerRows(made, { questions, profile, documents }));
  await load.copy('applicationModerations', moderationRows(made, questions));
}

async function loadMonitoring(
  load: Loader,
  { authorities }: Organisations,
  admitted: readonly Admission[],
  offered: readonly Service[],
) {
  const { today } = load.options;
  const { visits, actions } = monitoring(load.random('monitoring'), admitted, offered, today);
  await load.copy('monitoringVisits', visits.map(visitRow));
  const kentId = bySlug(authorities, 'kent').id;
  await load.copy('monitoringVisits', plannedVisits(load.random('planned visits'), kentId, admitted, today));
  await load.copy('monitoringActions', actions);
  await load.copy('providerNotifications', notifications(load.random('notifications'), offered, today));
}

async function loadPlacements(load: Loader, { authorities }: Organisations, sources: PlacementSources) {
  const { today, placements: count } = load.options;
  const again = () => placements(load.random('placements'), { authorities, sources, today, count });
  const budgets = new BudgetBuilder(financialYearOf(today));
  await load.copy(
    'placements',
    mapped(again(), (placement) => {
      budgets.add(placement);
      return placementRow(placement);
    }),
  );
  await load.copy('placementFees', everyFee(again()));
  await load.insert('placementReviews', reviewsOfPlacements('kent', today));
  await load.copy('budgets', budgets.rows(load.random('budgets')));
}

async function loadPublished(load: Loader, { authorities }: Organisations) {
  const kentId = bySlug(authorities, 'kent').id;
  const medwayId = bySlug(authorities, 'medway').id;
  await load.copy('budgets', publishedBudgets(kentId));
  await load.copy('reportedActivity', reportedActivity(kentId));
  await load.copy('publishedFigures', publishedFigures(kentId));

  const written = statements(load.random('statements'), { kentId, medwayId }, load.options.today);
  await load.copy('marketPositionStatements', written.rows);
  await load.copy('commissioningIntentions', written.intentions);
  await load.copy('procurementMilestones', written.milestones);
  await load.copy('statementFigures', written.figures);
}

function* mapped<A, B>(items: Iterable<A>, map: (item: A) => B): Generator<B> {
  for (const item of items) yield map(item);
}

function* everyFee(stays: Iterable<Placement>) {
  for (const placement of stays) yield* feeRows(placement);
}
