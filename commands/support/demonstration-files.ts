import { join } from 'node:path';
import { Readable } from 'node:stream';
import { localFileStore } from '../../app/file-store/local-file-store.server.ts';
import { DEMONSTRATION_PDF, DEMONSTRATION_PDF_SHA256 } from '../../db/seed/demonstration-document.ts';
import { inOneTransaction } from '../../db/seed/transaction.ts';

/** Where uploaded files are, in the folder of everything that is kept outside the database. */
export const filesFolder = (data: string): string => join(data, 'files');

/** Puts the bytes behind the demonstration's documents, all of them the same, where the portal looks for them. */
export async function keepDemonstrationFiles(connectionString: string, folder: string): Promise<void> {
  const ids = await inOneTransaction(connectionString, async (client) => {
    await client.query("select set_config('app.system', 'keeps the files of the demonstration', true)");
    const { rows } = await client.query<{ id: string }>('select id from files where sha256 = $1', [
      DEMONSTRATION_PDF_SHA256,
    ]);
    return rows.map(({ id }) => id);
  });
  const store = localFileStore(folder);
  const about = { bytes: DEMONSTRATION_PDF.length, mediaType: 'application/pdf' };
  for (const id of ids) await store.put(id, Readable.from([DEMONSTRATION_PDF]), about);
}
