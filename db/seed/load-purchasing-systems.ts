import { admissionChanges } from './admission-history.ts';
import { type Admission, admissionRow, admissions } from './admissions.ts';
import { type Application, applicationRow, applications, clarificationRows } from './applications.ts';
import { date, financialYearOf, isoOf } from './calendar.ts';
import { evaluatorRows, moderationRows, scoreRows } from './evaluations.ts';
import { admissionsOf, admittedBefore, refusedAdmissions } from './further-admissions.ts';
import { furtherSchedules } from './further-schedules.ts';
import { FURTHER_SYSTEM_PLANS } from './further-system-plans.ts';
import { kentApplications } from './kent-applications.ts';
import { loadMonitoring } from './load-monitoring.ts';
import type { Loader } from './loader.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';
import { levelRows, lotAddOnRows, lotAdjustmentRows, pricePointRows } from './price-models.ts';
import {
  addOnRows,
  adjustmentRows,
  decisionRows,
  lineRows,
  type Schedule,
  scheduleRow,
  schedules,
} from './price-schedules.ts';
import {
  DocumentVersions,
  documentRow,
  fileRow,
  type ProviderDocument,
  requiredDocumentRows,
} from './provider-documents.ts';
import { SYSTEM_PLANS } from './purchasing-system-plans.ts';
import { lotRow, memberRows, type PurchasingSystem, purchasingSystems } from './purchasing-systems.ts';
import { readBankHolidays, readLibraryQuestions } from './reference-data.ts';
import { answerRows, profileAnswers, questionRow, questionsOf } from './selection.ts';
import type { Service } from './services.ts';
import {
  applicationRounds,
  extensionRows,
  invitationRows,
  type Round,
  roundRow,
  systemDocuments,
} from './system-parts.ts';
import { upliftLineRows, upliftRow, uplifts } from './uplifts.ts';
import { WorkingCalendar } from './working-calendar.ts';

export interface Market extends Organisations {
  people: People;
  services: readonly Service[];
  documents: readonly ProviderDocument[];
}

/** Returns the prices of the systems that children are placed under. */
export async function loadPurchasingSystems(load: Loader, market: Market): Promise<Schedule[]> {
  const { authorities, providers, people } = market;
  const { today } = load.options;
  const year = financialYearOf(today);
  const systems = purchasingSystems(load.random('purchasing systems'), authorities, SYSTEM_PLANS, { year, today });
  const further = purchasingSystems(load.random('further systems'), authorities, FURTHER_SYSTEM_PLANS, { year, today });
  const rounds = applicationRounds(load.random('rounds'), further, today);
  await loadSystems(load, market, [...systems, ...further], rounds);

  const calendar = new WorkingCalendar(today, new Set(readBankHolidays().map(({ day }) => day)));
  const asked = admissions(load.random('admissions'), systems, providers, { yearStart: date(year, 4), today });
  const usual = applications(load.random('applications'), { admissions: asked, providers, people, today });
  const inRounds = { systems: further, rounds, providers, people, calendar };
  const kents = kentApplications(load.random('rounds of Kent'), inRounds);
  await loadApplications(load, market, { systems, further, applications: [...usual, ...kents], calendar });

  const standing = withApplications(asked, usual);
  const others = [
    ...refusedAdmissions(load.random('refused'), usual, today),
    ...admissionsOf(load.random('admissions of Kent'), kents, today),
    ...admittedBefore(load.random('admitted before'), further, providers),
  ];
  await loadAdmissions(load, people, standing, others);

  const priced = schedules(load.random('price schedules'), standing, { year, today });
  const beside = furtherSchedules(load.random('further price schedules'), others, { year, today });
  await loadPrices(load, people, [...priced, ...beside]);
  await loadMonitoring(load, market, standing);
  return priced;
}

async function loadSystems(
  load: Loader,
  market: Market,
  systems: readonly PurchasingSystem[],
  rounds: readonly Round[],
) {
  const { authorities, people } = market;
  // Drafts until they have what they are published with: of some that is not added later, of one that has ended nothing.
  await load.copy(
    'purchasingSystems',
    systems.map(({ row }) => ({ ...row, status: 'draft', publishedAt: null })),
  );
  await load.copy('purchasingSystemMembers', memberRows(systems));
  await load.copy('purchasingSystemInvitations', invitationRows(systems, authorities, people, load.options.today));
  await load.copy('purchasingSystemExtensions', extensionRows(load.random('extensions'), systems, people));
  await load.copy('applicationRounds', rounds.map(roundRow));
  const documents = systemDocuments(load.random('system documents'), systems);
  await load.copy(
    'files',
    documents.map(({ file }) => file),
  );
  await load.copy(
    'purchasingSystemDocuments',
    documents.map(({ document }) => document),
  );
  await load.copy('requiredDocuments', requiredDocumentRows(systems));
  const lots = systems.flatMap((system) => system.lots);
  await load.copy('lots', lots.map(lotRow));
  await load.copy('lotLevels', lots.flatMap(levelRows));
  await load.copy('lotPricePoints', lots.flatMap(pricePointRows));
  await load.copy('lotAddOns', lots.flatMap(lotAddOnRows));
  await load.copy('lotAdjustments', lots.flatMap(lotAdjustmentRows));
  for (const { row } of systems.filter(({ row }) => row.publishedAt !== null))
    await load.run('update purchasing_systems set status = $2, published_at = $3 where id = $1', [
      row.id,
      row.status,
      row.publishedAt,
    ]);
}

interface Applied {
  systems: readonly PurchasingSystem[];
  further: readonly PurchasingSystem[];
  applications: readonly Application[];
  calendar: WorkingCalendar;
}

async function loadApplications(
  load: Loader,
  { providers, people, documents }: Market,
  { systems, further, applications: made, calendar }: Applied,
) {
  const { today, bankHolidays } = calendar;
  const library = readLibraryQuestions();
  const questions = [
    ...questionsOf(load.random('questions'), systems, library),
    ...questionsOf(load.random('further questions'), further, library),
  ];
  const profile = profileAnswers(load.random('profiles'), providers, library, today);
  await load.copy('selectionQuestions', questions.map(questionRow));
  await load.copy('profileAnswers', profile);
  await load.copy(
    'lotApplications',
    made.map((application) => applicationRow(application, people, bankHolidays)),
  );
  const versions = new DocumentVersions(load.random('document versions'), documents);
  const answers = [...answerRows(made, { questions, profile, documents: versions })];
  await load.copy('files', versions.earlier.map(fileRow));
  await load.copy('providerDocuments', versions.earlier.map(documentRow));
  await load.copy('applicationAnswers', answers);
  await load.copy('applicationClarifications', clarificationRows(load.random('clarifications'), made, people));
  await load.copy('applicationEvaluators', evaluatorRows(made, people));
  await load.copy('applicationScores', scoreRows(made, questions));
  await load.copy('applicationModerations', moderationRows(made, questions, people));
}

/** Those that are asked for, each with its application. */
function withApplications(asked: readonly Admission[], made: readonly Application[]): Admission[] {
  const waiting = new Map(
    made.map((application) => [`${application.lot.id} ${application.provider.id}`, application.id]),
  );
  return asked.map((admission) => {
    const applicationId = waiting.get(`${admission.lot.id} ${admission.provider.id}`);
    return applicationId === undefined ? admission : { ...admission, applicationId };
  });
}

async function loadAdmissions(
  load: Loader,
  people: People,
  standing: readonly Admission[],
  others: readonly Admission[],
) {
  const { today } = load.options;
  await load.copy('admissions', [...standing, ...others].map(admissionRow));
  await load.copy('admissionChanges', admissionChanges(load.random('admission changes'), standing, people, today));
  await load.copy('admissionChanges', admissionChanges(load.random('further changes'), others, people, today));
  await load.run(`
    update admissions a set suspended_on = (
      select max(changed_at)::date from admission_changes c where c.admission_id = a.id and c.change = 'suspended')
    where status = 'suspended'`);
  await load.run('select place_admission_holds(null, null)');
  // The same seed gives the same rows: a hold is placed when the judgement is published, some weeks after the inspection, or on admission.
  await load.run(`
    update admission_holds h set id = md5(h.admission_id::text || h.service_id)::uuid,
      placed_at = greatest(least(h.inspected_on + 28, date '${isoOf(today)}' - 1), a.admitted_on) + time '15:00'
    from admissions a where a.id = h.admission_id`);
}

async function loadPrices(load: Loader, people: People, drawnUp: readonly Schedule[]) {
  const { today } = load.options;
  const asked = uplifts(load.random('uplifts'), drawnUp, { year: financialYearOf(today), today });
  const all = asked.schedules;
  await load.copy(
    'priceSchedules',
    all.map((schedule) => scheduleRow(schedule, people)),
  );
  await load.copy('priceLines', all.flatMap(lineRows));
  await load.copy('priceAddOns', all.flatMap(addOnRows));
  await load.copy('priceAdjustments', all.flatMap(adjustmentRows));
  await load.copy('priceScheduleDecisions', decisionRows(load.random('price decisions'), all, people));
  await load.copy(
    'upliftRequests',
    asked.uplifts.map((uplift) => upliftRow(uplift, people)),
  );
  await load.copy('upliftLines', asked.uplifts.flatMap(upliftLineRows));
}
