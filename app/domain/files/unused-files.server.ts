import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

// Worked by a job as the portal itself (asSystem): files belong to many organisations.

/**
 * Deletes the rows of files from before the moment that nothing refers to; returns how many there were. Their bytes are then among those
 * that listNameless() finds. A table that comes to refer to files has to be named here: until then its foreign key stops the deletion.
 */
export async function forgetUnusedFiles(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('files')
    .where('uploadedAt', '<', before)
    .where((eb) =>
      eb.not(
        eb.or(
          (['providerDocuments', 'purchasingSystemDocuments'] as const).map((table) =>
            eb.exists(eb.selectFrom(table).select('fileId').whereRef('fileId', '=', 'files.id')),
          ),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Those of the ids in the store that no row names. Whatever else lies there under a name that is no id of ours stays. */
export async function listNameless(db: Db, ids: readonly string[]): Promise<string[]> {
  // Whoever does not see every row takes none for nameless.
  const { rows } = await sql<{ id: string }>`
    select stored.id from unnest(${ids.filter((id) => ID.test(id))}::uuid[]) as stored (id)
    where is_system() and not exists (select from files where files.id = stored.id)
  `.execute(db);
  return rows.map(({ id }) => id);
}
