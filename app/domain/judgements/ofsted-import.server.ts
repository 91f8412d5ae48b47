import type { Db } from '#db/client.ts';
import { scaleOf, scaleVersionOn } from './judgement.ts';
import { type NewJudgement, recordJudgements } from './judgements.server.ts';
import type { OfstedFile, OfstedRow, UnreadableRow } from './ofsted-file.server.ts';

export interface ImportReport {
  /** Rows of the file, its headings apart. */
  read: number;
  /** Known services whose registration or places were not as the file has them. */
  servicesChanged: number;
  servicesClosed: number;
  judgementsAdded: number;
  judgementsCorrected: number;
  holdsPlaced: number;
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
  const report = { servicesChanged: 0, servicesClosed: 0, unknownUrns: [] as string[] };
  const unreadable = [...file.unreadable];
  const judgements: NewJudgement[] = [];
  for (let start = 0; start < file.rows.length; start += BATCH) {
    const rows = file.rows.slice(start, start + BATCH);
    const services = await lockServices(db, rows);
    for (const row of rows) {
      const service = services.get(row.urn);
      if (!service) {
        report.unknownUrns.push(row.urn);
        continue;
      }
      const changed = await updateService(db, service, row);
      if (changed) report.servicesChanged++;
      if (changed && row.registrationStatus === 'closed' && service.registrationStatus !== 'closed')
        report.servicesClosed++;
      if (row.judged && row.judged.scale === scaleOf(service.accommodationType))
        judgements.push({
          serviceId: service.id,
          ...row.judged,
          scaleVersion: scaleVersionOn(row.judged.inspectedOn),
        });
      else if (row.judged)
        unreadable.push({ line: row.line, urn: row.urn, why: 'its judgement is of another scale than its kind has' });
    }
  }
  const { added, corrected, holds } = await recordJudgements(db, judgements, { publicUrl });
  return {
    ...report,
    read: file.read,
    judgementsAdded: added,
    judgementsCorrected: corrected,
    holdsPlaced: holds,
    unreadable: unreadable.toSorted((a, b) => a.line - b.line),
  };
}

async function lockServices(db: Db, rows: readonly OfstedRow[]) {
  const services = await db
    .selectFrom('services')
    .select(['id', 'urn', 'accommodationType', 'registrationStatus', 'registeredPlaces'])
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

async function updateService(db: Db, service: Service, row: OfstedRow): Promise<boolean> {
  const { registrationStatus } = row;
  const registeredPlaces = row.places ?? service.registeredPlaces;
  if (service.registrationStatus === registrationStatus && service.registeredPlaces === registeredPlaces) return false;
  await db.updateTable('services').set({ registrationStatus, registeredPlaces }).where('id', '=', service.id).execute();
  return true;
}
