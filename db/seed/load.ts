import type { ClientBase } from 'pg';
import { accounts, credentialRow, membershipRows, userRow } from './accounts.ts';
import { BudgetBuilder } from './budgets.ts';
import { financialYearOf } from './calendar.ts';
import { judgements } from './judgements.ts';
import { loadPurchasingSystems } from './load-purchasing-systems.ts';
import { type Counts, Loader, type MarketOptions } from './loader.ts';
import { reviewsOfPlacements } from './monitoring.ts';
import { bySlug, type Organisations, organisations } from './organisations.ts';
import { People } from './people.ts';
import { feeRows } from './placement-fees.ts';
import { PlacementSources } from './placement-sources.ts';
import { type Placement, placementRow, placements } from './placements.ts';
import { Places } from './places.ts';
import { documentRow, fileRow, providerDocuments, withIndemnity } from './provider-documents.ts';
import { publishedBudgets, publishedFigures, reportedActivity } from './published-figures.ts';
import { readOutwardCodes } from './reference-data.ts';
import { addressRows, type Service, serviceRow, services } from './services.ts';
import { statements } from './statements.ts';
import { spotFeeRows, vacancies, vacancyRow } from './vacancies.ts';

/** Needs the reference data, and a database without organisations. Returns how many rows went into each table. */
export async function loadMarket(client: ClientBase, options: MarketOptions): Promise<Counts> {
  const load = new Loader(client, options);
  const { today } = options;
  const known = organisations(load.random('organisations'), today);
  const people = await loadOrganisations(load, known);

  const places = new Places(readOutwardCodes());
  const offered = services(load.random('services'), known.providers, places, today);
  await loadServices(load, offered);
  const documents = await loadDocuments(load, known);
  await loadVacancies(load, offered, places);

  const priced = await loadPurchasingSystems(load, { ...known, people, services: offered, documents });
  await loadPlacements(load, known, new PlacementSources(offered, priced));
  await loadPublished(load, known);
  await load.analyze();
  return load.counts;
}

async function loadOrganisations(load: Loader, known: Organisations): Promise<People> {
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
  return new People(people);
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
  const { today } = load.options;
  const usual = providerDocuments(load.random('documents'), providers, today);
  const documents = withIndemnity(load.random('indemnity'), usual, providers, today);
  await load.copy('files', documents.map(fileRow));
  await load.copy('providerDocuments', documents.map(documentRow));
  return documents;
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
