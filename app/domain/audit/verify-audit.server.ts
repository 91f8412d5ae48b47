import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { type ChainedEvent, type ChainReport, type ChainWalk, walkChain } from './audit-chain.ts';
import type { Head, KeptHead } from './kept-heads.ts';

export interface OrganisationReport extends ChainReport {
  organisationId: string;
  /** The id where the organisation is gone. */
  name: string;
}

const BATCH = 2_000;

/**
 * Walks every organisation's chain, in batches, and reports the first broken link of each; by name. Take a transaction of its own that is
 * repeatable read and reads only: events and heads are then those of one moment.
 *
 * Nothing that the database could have been given is trusted: tables are named in full, and the rest is Postgres's own.
 */
export async function verifyAudit(db: Db, keptHeads: readonly KeptHead[] = []): Promise<OrganisationReport[]> {
  await sql`set local search_path = pg_catalog`.execute(db);
  const heads = await readHeads(db);
  const names = await readNames(db);
  const kept = Map.groupBy(keptHeads, ({ organisationId }) => organisationId);
  const reports: OrganisationReport[] = [];
  const waiting = new Set([...heads.keys(), ...kept.keys()]);

  let current: { organisationId: string; walk: ChainWalk } | undefined;
  const begin = (organisationId: string) => ({
    organisationId,
    walk: walkChain({ keptHeads: kept.get(organisationId) ?? [] }),
  });
  const finish = ({ organisationId, walk }: NonNullable<typeof current>) => {
    waiting.delete(organisationId);
    const report = walk.end(heads.get(organisationId) ?? null);
    reports.push({ ...report, organisationId, name: names.get(organisationId) ?? organisationId });
  };

  for await (const event of readEvents(db)) {
    const organisationId = event.organisationId ?? '';
    if (current?.organisationId !== organisationId) {
      if (current) finish(current);
      current = begin(organisationId);
    }
    current.walk.take(event);
  }
  if (current) finish(current);
  for (const organisationId of waiting) finish(begin(organisationId));
  return reports.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** Every event by organisation and sequence, a batch in memory at a time. A cursor: pages by sequence would pass over numbers used twice. */
async function* readEvents(db: Db): AsyncGenerator<ChainedEvent> {
  await sql`
    declare audit_walk no scroll cursor for
    select organisation_id::text, sequence::text, id::text, trunc(extract(epoch from occurred_at) * 1000000)::text as microseconds,
           user_id::text, event, subject_id::text, reason, before::text, after::text, previous_hash, hash
    from public.audit_events
    order by audit_events.organisation_id, audit_events.sequence, audit_events.id
  `.execute(db);
  for (;;) {
    const { rows } = await sql<ChainedEvent>`fetch ${sql.lit(BATCH)} from audit_walk`.execute(db);
    yield* rows;
    if (rows.length < BATCH) break;
  }
  await sql`close audit_walk`.execute(db);
}

async function readHeads(db: Db): Promise<Map<string, Head>> {
  const { rows } = await sql<Head>`
    select organisation_id::text, sequence, hash from public.audit_heads order by audit_heads.organisation_id
  `.execute(db);
  return new Map(rows.map((head) => [head.organisationId, head]));
}

async function readNames(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id::text, name from public.organisations`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
