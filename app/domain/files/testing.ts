import { createHash, randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { StoredFile } from './stored-file.ts';

/** What is known of a file whose bytes no test asks for. */
export function aStoredFile(name = 'certificate.pdf'): StoredFile {
  const id = randomUUID();
  return {
    id,
    name,
    mediaType: 'application/pdf',
    bytes: 1_000,
    sha256: createHash('sha256').update(id).digest('hex'),
  };
}

/** A row of a file that nothing refers to. */
export async function anUnusedFile(db: Db, organisationId: string, uploadedAt = new Date()): Promise<string> {
  const file = aStoredFile();
  await db
    .insertInto('files')
    .values({ ...file, organisationId, uploadedAt })
    .execute();
  return file.id;
}

/** A ZIP package with empty entries of these names, stored: enough for whoever reads its directory. */
export function aZip(...names: string[]): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE(at, 42);
    entries.push(local, Buffer.from(name));
    directory.push(central, Buffer.from(name));
    at += 30 + Buffer.byteLength(name);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...entries, ...directory, end]);
}
