import { parseArgs } from 'node:util';
import { z } from 'zod';
import { joinLink } from '../app/domain/accounts/invitations.server.ts';
import { inviteOperator } from '../app/domain/accounts/operators.server.ts';
import { emailAddress } from '../app/lib/form-fields.ts';
import { createDatabase, createPool, inTransaction } from '../db/client.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { openDatabase } from './support/database.ts';

// npm run operator -- --email me@example.org: the first operator of an installation without the demonstration, or another one.
process.exitCode = await run();

async function run(): Promise<number> {
  const email = readEmail();
  if (email === undefined) {
    console.error('Give the address of whom to invite: npm run operator -- --email me@example.org');
    return 2;
  }
  const server = await openDatabase();
  try {
    await migrateToLatest(server.connectionString);
    const database = createDatabase(createPool(server.connectionString, 1));
    const secret = await inTransaction(database, (db) => inviteOperator(db, email));
    await database.destroy();
    const portal = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`;
    console.log(`${email} joins as an operator by this link, once and within 7 days:\n${joinLink(portal, secret)}`);
    return 0;
  } finally {
    await server.stop();
  }
}

function readEmail(): string | undefined {
  try {
    const { values } = parseArgs({ options: { email: { type: 'string' } } });
    const parsed = z.object({ email: emailAddress('') }).safeParse(values);
    return parsed.data?.email;
  } catch {
    return undefined;
  }
}
