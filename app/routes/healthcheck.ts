import { sql } from 'kysely';
import { asVisitor } from '../transactions.server.ts';

/** 200 only when the database answers. */
export async function loader() {
  try {
    await asVisitor(null, ({ db }) => sql`select 1`.execute(db));
    return new Response('ok\n', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } });
  } catch {
    return new Response('The database does not answer\n', { status: 503, headers: { 'Content-Type': 'text/plain' } });
  }
}
