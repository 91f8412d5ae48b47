import type { Db } from '#db/client.ts';
import { inTurn, type OrganisationEvent, recordOfPortal } from '../admissions/changes-by-rule.server.ts';
import { scaleOf, scaleVersionOn } from './judgement.ts';
import { type NewJudgement, recordJudgements } from './judgements.server.ts';
import type { OfstedFile, OfstedRow, UnreadableRow } from './ofsted-file.server.ts';

/** What the import made different; a service is known by its URN alone. */
export interface ImportChange {
  kind: 'registration' | 'judgement' | 'hold';
  urn: string;
  /** What of it changed, in words. */
  field: string;
  /** Empty: there was nothing. */
  before: string;
  after: string;
}

export interface ImportReport {
  /** Rows of the file, its headings apart. */
  read: number;
  /** By URN. */
  changes: ImportChange[];
  unknownUrns: string[];
  unreadable: UnreadableRow[];
}

const BATCH = 1_000;

/**
 * Brings the services that are known here to what Ofsted's file says of them: registration, places, the latest full inspection. All of it
 * or, where something fails, nothing; done again, it changes nothing. Takes a transaction of asSystem.
 */
export async function importOfstedFile(
  db: Db,
  file: OfstedFile,
  { publicUrl }: { publicUrl: string },
): Promise<ImportReport> {
  await inTurn(db);
  const changes: ImportChange[] = [];
  const unknownUrns: string[] = [];
  const unreadable = [...file.unreadable];
  const judgements: NewJudgement[] = [];
  const events: OrganisationEvent[] = [];
  const urns = new Map<string, string>();
  for (let start = 0; start < file.rows.length; start += BATCH) {
    const rows = file.rows.slice(start, start + BATCH);
    const services = await lockServices(db, rows);
    for (const row of rows) {
      const service = services.get(row.urn);
      if (!service) {
        unknownUrns.push(row.urn);
        continue;
      }
      urns.set(service.id, row.urn);
      const changed = await updateService(db, service, row);
      changes.push(...changed);
      if (changed.length > 0) events.push(eventOf(service, row));
      const judged = judgementFor(service, row);
      if (judged === 'another scale')
        unreadable.push({ line: row.line, urn: row.urn, why: 'its judgement is of another scale than its kind has' });
      else if (judged) judgements.push(judged);
    }
  }
  const { written, placed } = await recordJudgements(db, judgements, { publicUrl });
  await recordOfPortal(db, events);
  for (const { serviceId, inspectedOn, before, after } of written)
    changes.push({
      ...{ kind: 'judgement', urn: urns.get(serviceId) ?? '', field: `judgement of ${inspectedOn}` },
      ...{ before: before ?? '', after },
    });
  for (const { urn, systemTitle, lotNumber } of placed)
    changes.push({
      ...{ kind: 'hold', urn, field: `new referrals, ${systemTitle}, lot ${lotNumber}` },
      ...{ before: 'open', after: 'held' },
    });
  return {
    ...{ read: file.read, unknownUrns },
    changes: changes.toSorted((a, b) => a.urn.localeCompare(b.urn, 'en')),
    unreadable: unreadable.toSorted((a, b) => a.line - b.line),
  };
}

/** In the audit of the service's own provider. */
const eventOf = (service: Service, row: OfstedRow): OrganisationEvent => {
  const { registrationStatus, registeredPlaces } = service;
  return {
    organisationId: service.providerId,
    event: 'service.registration_changed',
    subjectId: service.id,
    before: { registrationStatus, registeredPlaces },
    after: { registrationStatus: row.registrationStatus, registeredPlaces: row.places ?? registeredPlaces },
  };
};

function judgementFor(service: Service, { judged }: OfstedRow): NewJudgement | 'another scale' | undefined {
  if (!judged) return undefined;
  if (judged.scale !== scaleOf(service.accommodationType)) return 'another scale';
  return { serviceId: service.id, ...judged, scaleVersion: scaleVersionOn(judged.inspectedOn) };
}

async function lockServices(db: Db, rows: readonly OfstedRow[]) {
  const services = await db
    .selectFrom('services')
    .select(['id', 'urn', 'providerId', 'accommodationType', 'registrationStatus', 'registeredPlaces'])
    .where(
      'urn',
      'in',
      rows.map(({ urn }) => urn),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(services.map((service) => [service.urn, service]));
}

type Service = Awaited<ReturnType<typeof lockServices>> extends Map<string, infer Value> ? Value : never;

/** What changed of it. */
async function updateService(db: Db, service: Service, row: OfstedRow): Promise<ImportChange[]> {
  const { registrationStatus } = row;
  const registeredPlaces = row.places ?? service.registeredPlaces;
  const of = (field: string, before: string | number | null, after: string | number | null): ImportChange[] =>
    before === after
      ? []
      : [{ kind: 'registration', urn: row.urn, field, before: String(before ?? ''), after: String(after ?? '') }];
  const changes = [
    ...of('registration status', service.registrationStatus, registrationStatus),
    ...of('registered places', service.registeredPlaces, registeredPlaces),
  ];
  if (changes.length === 0) return [];
  await db.updateTable('services').set({ registrationStatus, registeredPlaces }).where('id', '=', service.id).execute();
  return changes;
}
