import { migrateToLatest } from '../db/migrate.ts';
import { openDatabase } from './support/database.ts';

// npm run migrate: brings the database of DATABASE_URL, or the embedded one, to the newest schema.
const server = await openDatabase();
try {
  const applied = await migrateToLatest(server.connectionString);
  console.log(applied.length === 0 ? 'The schema was up to date' : `Applied: ${applied.join(', ')}`);
} finally {
  await server.stop();
}
