import { sql } from 'kysely';
import type { Db } from '#db/client.ts';

export interface Email {
  to: string;
  subject: string;
  /** Plain text; lines are wrapped by whoever reads it. */
  text: string;
}

/** Has an e-mail sent once the transaction is committed: by the queue of jobs, until a mail server takes it. */
export async function queueEmail(db: Db, { to, subject, text }: Email): Promise<void> {
  await sql`select queue_email(${to}, ${subject}, ${text})`.execute(db);
}
