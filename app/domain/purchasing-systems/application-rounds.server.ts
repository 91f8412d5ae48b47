import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { EditedRoundInput, NewRoundInput } from './application-round-form.ts';
import { getSystemToRun, lockSystem } from './purchasing-systems.server.ts';

const MOST_ROUNDS = 100;
const FOREIGN_KEY_VIOLATION = '23503';

export interface RoundKey {
  systemId: string;
  roundId: string;
}

const selectRounds = (db: Db, systemId: string) =>
  db
    .selectFrom('applicationRounds')
    .select(['id', 'title', 'opensAt', 'closesAt'])
    .select([
      sql<boolean>`opens_at <= clock_timestamp()`.as('hasOpened'),
      sql<boolean>`closes_at <= clock_timestamp()`.as('hasClosed'),
    ])
    .where('systemId', '=', systemId);

/** The windows in which a system takes applications, the first one first: for anyone who may see the system. */
export function listRounds(db: Db, systemId: string) {
  return selectRounds(db, systemId).orderBy('opensAt').orderBy('id').limit(MOST_ROUNDS).execute();
}

/** A round of a system that the actor runs. */
export async function getRoundToRun(db: Db, actor: Actor, { systemId, roundId }: RoundKey) {
  const system = await getSystemToRun(db, actor, systemId);
  const round = await selectRounds(db, systemId).where('id', '=', roundId).executeTakeFirst();
  if (!round) throw new DomainError('not-found', 'Round not found');
  return { system, round };
}

/** Adds a window that overlaps no other. The same form sent again gives the same round. */
export async function addRound(
  db: Db,
  actor: Actor,
  { systemId, key, ...round }: NewRoundInput & { systemId: string },
): Promise<{ id: string }> {
  await lockForRounds(db, actor, systemId);
  const id = await createOnce(db, actor, { key, payload: { systemId, ...round } }, async () => {
    await requireRoom(db, { systemId, roundId: null }, round);
    const { id } = await db
      .insertInto('applicationRounds')
      .values({ ...round, systemId })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordRounds(db, actor, systemId, { after: { id, ...toWords(round) } });
    return id;
  });
  return { id };
}

/** Moves a window: once it has opened, its end alone. */
export async function saveRound(db: Db, actor: Actor, { systemId, roundId, ...round }: EditedRoundInput & RoundKey) {
  await lockForRounds(db, actor, systemId);
  const { round: before } = await getRoundToRun(db, actor, { systemId, roundId });
  if (before.hasClosed) throw new DomainError('conflict', 'This round has closed: add another one');
  if (before.hasOpened && before.opensAt.getTime() !== round.opensAt.getTime())
    throw new DomainError('conflict', 'This round has opened: its beginning stands, and its end can move');
  await requireRoom(db, { systemId, roundId }, round);
  await db.updateTable('applicationRounds').set(round).where('id', '=', roundId).execute();
  await recordRounds(db, actor, systemId, {
    before: { id: roundId, ...toWords(before) },
    after: { id: roundId, ...toWords(round) },
  });
}

/** Takes away a window that has not opened. */
export async function removeRound(db: Db, actor: Actor, { systemId, roundId }: RoundKey): Promise<void> {
  await lockForRounds(db, actor, systemId);
  const { round } = await getRoundToRun(db, actor, { systemId, roundId });
  if (round.hasOpened) throw new DomainError('conflict', 'This round has opened: providers may have applied in it');
  // Applications that are drafts still are hidden from the authority: the database finds them.
  await db
    .deleteFrom('applicationRounds')
    .where('id', '=', roundId)
    .execute()
    .catch((error: { code?: unknown }) => {
      if (error.code !== FOREIGN_KEY_VIOLATION) throw error;
      throw new DomainError('conflict', 'Providers have begun applications for this round: it stays');
    });
  await recordRounds(db, actor, systemId, { before: { id: roundId, ...toWords(round) } });
}

async function lockForRounds(db: Db, actor: Actor, systemId: string): Promise<void> {
  const system = await lockSystem(db, actor, { systemId });
  if (system.status === 'ended') throw new DomainError('conflict', 'This purchasing system has ended');
  if (system.takesApplications !== 'in_rounds')
    throw new DomainError('conflict', 'This purchasing system takes applications at any time: it has no rounds');
}

async function requireRoom(
  db: Db,
  { systemId, roundId }: { systemId: string; roundId: string | null },
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
): Promise<void> {
  const other = (await listRounds(db, systemId)).find(
    (round) => round.id !== roundId && round.opensAt < closesAt && opensAt < round.closesAt,
  );
  if (other) throw new DomainError('conflict', `It overlaps “${other.title}”: one round is open at a time`);
}

const toWords = ({ title, opensAt, closesAt }: EditedRoundInput) => ({
  title,
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
});

const recordRounds = (db: Db, actor: Actor, subjectId: string, change: { before?: Words; after?: Words }) =>
  recordAudit(db, actor, { event: 'purchasing_system.rounds_saved', subjectId, ...change });

type Words = { id: string } & ReturnType<typeof toWords>;
