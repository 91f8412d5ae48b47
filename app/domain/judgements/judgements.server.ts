import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { PROVIDER_READERS } from '../admissions/admission-decisions.server.ts';
import {
  admissionAddress,
  holdLetterToAuthority,
  holdLetterToProvider,
  lotOf,
} from '../admissions/admission-emails.ts';
import { inTurn, recordOfPortal } from '../admissions/changes-by-rule.server.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import type { JudgementScale } from './judgement.ts';

export interface NewJudgement {
  serviceId: string;
  /** ISO. */
  inspectedOn: string;
  judgement: string;
  scale: JudgementScale;
  scaleVersion: string;
}

/**
 * Records judgements, and places at that moment the holds that lots' rules ask for, with notice to the provider and to the authorities
 * that buy under the lots. A judgement known already changes nothing; one that Ofsted corrected takes the place of what was there. Takes a
 * transaction of asSystem: nobody of the market records a judgement.
 */
export async function recordJudgements(
  db: Db,
  judgements: readonly NewJudgement[],
  { publicUrl }: { publicUrl: string },
): Promise<{ written: WrittenJudgement[]; placed: PlacedHold[] }> {
  if (judgements.length === 0) return { written: [], placed: [] };
  await inTurn(db);
  const written: WrittenJudgement[] = [];
  for (let start = 0; start < judgements.length; start += BATCH)
    written.push(...(await writeJudgements(db, judgements.slice(start, start + BATCH))));
  const placed = await placeHolds(db, [...new Set(written.map(({ serviceId }) => serviceId))]);
  await tell(db, placed, publicUrl);
  await recordOfPortal(
    db,
    placed.map(({ leadAuthorityId, admissionId, holdId, urn, judgement, inspectedOn }) => ({
      organisationId: leadAuthorityId,
      event: 'admission.hold_placed' as const,
      subjectId: admissionId,
      after: { holdId, urn, judgement, inspectedOn },
    })),
  );
  return { written, placed };
}

const BATCH = 1_000;

interface WrittenJudgement {
  serviceId: string;
  /** ISO. */
  inspectedOn: string;
  /** Null: there was none of that inspection. */
  before: string | null;
  after: string;
}

/** Those that were not there as they are. Whoever calls has the services in turn, so that nothing changes between the two statements. */
async function writeJudgements(db: Db, judgements: readonly NewJudgement[]): Promise<WrittenJudgement[]> {
  const keyOf = (of: { serviceId: string; inspectedOn: string }) => `${of.serviceId} ${of.inspectedOn}`;
  const known = await db
    .selectFrom('judgements')
    .select(['serviceId', 'inspectedOn', 'judgement'])
    .where('serviceId', '=', sql<string>`any(${judgements.map(({ serviceId }) => serviceId)}::uuid[])`)
    .execute();
  const before = new Map(known.map((row) => [keyOf(row), row.judgement]));
  const written = await db
    .insertInto('judgements')
    .values(judgements)
    .onConflict((conflict) =>
      conflict
        .columns(['serviceId', 'inspectedOn'])
        .doUpdateSet((eb) => ({
          judgement: eb.ref('excluded.judgement'),
          scale: eb.ref('excluded.scale'),
          scaleVersion: eb.ref('excluded.scaleVersion'),
        }))
        .whereRef('judgements.judgement', '!=', 'excluded.judgement'),
    )
    .returning(['judgements.serviceId', 'judgements.inspectedOn', 'judgements.judgement as after'])
    .execute();
  return written.map((row) => ({ ...row, before: before.get(keyOf(row)) ?? null }));
}

async function placeHolds(db: Db, serviceIds: readonly string[]) {
  const { rows } = await sql<{ id: string }>`
    select place_admission_holds(service, null) as id from unnest(${serviceIds}::uuid[]) as service
  `.execute(db);
  if (rows.length === 0) return [];
  return db
    .selectFrom('admissionHolds')
    .innerJoin('admissions', 'admissions.id', 'admissionHolds.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'admissions.providerId')
    .innerJoin('services', 'services.id', 'admissionHolds.serviceId')
    .select([
      'admissionHolds.id as holdId',
      'admissionHolds.admissionId',
      'admissionHolds.judgement',
      'admissionHolds.inspectedOn',
      'services.urn',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.id as systemId',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'admissions.providerId',
      'providers.name as providerName',
    ])
    .where(
      'admissionHolds.id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('admissionHolds.id')
    .execute();
}

type PlacedHold = Awaited<ReturnType<typeof placeHolds>>[number];

/** One letter for a service to each organisation, with those of the lots that it is told about. */
async function tell(db: Db, placed: readonly PlacedHold[], publicUrl: string): Promise<void> {
  const members = await membersOf(db, [...new Set(placed.map(({ systemId }) => systemId))]);
  for (const holds of Map.groupBy(placed, ({ urn }) => urn).values()) {
    const [held] = holds;
    if (!held) continue;
    const lots = (of: readonly PlacedHold[]) =>
      of.map((hold) => ({ lot: lotOf(hold), link: admissionAddress(publicUrl, hold.admissionId) }));
    const provider = { organisationId: held.providerId, roles: PROVIDER_READERS };
    await queueEmailToMembers(db, provider, holdLetterToProvider(held, lots(holds)));
    for (const organisationId of new Set(holds.flatMap(({ systemId }) => members.get(systemId) ?? []))) {
      const bought = holds.filter(({ systemId }) => members.get(systemId)?.includes(organisationId));
      const authority = { organisationId, roles: ['commissioner', 'broker'] as const };
      await queueEmailToMembers(db, authority, holdLetterToAuthority(held, lots(bought)));
    }
  }
}

/** The authorities of each system, with the one that leads. */
async function membersOf(db: Db, systemIds: readonly string[]): Promise<Map<string, string[]>> {
  if (systemIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('purchasingSystemMembers')
    .select(['systemId', 'authorityId'])
    .where('systemId', 'in', systemIds)
    .union((eb) =>
      eb
        .selectFrom('purchasingSystems')
        .select(['id as systemId', 'leadAuthorityId as authorityId'])
        .where('id', 'in', systemIds),
    )
    .orderBy('authorityId')
    .execute();
  const bySystem = Map.groupBy(rows, ({ systemId }) => systemId);
  return new Map([...bySystem].map(([id, of]) => [id, of.map(({ authorityId }) => authorityId)]));
}
