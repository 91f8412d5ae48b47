import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Role } from '../accounts/actor.ts';

export interface Email {
  to: string;
  subject: string;
  /** Plain text; lines are wrapped by whoever reads it. */
  text: string;
}

export interface QueuedEmail extends Email {
  id: string;
  queuedAt: Date;
}

/** Has an e-mail sent once the transaction is committed: by the queue of jobs, until a mail server takes it. */
export async function queueEmail(db: Db, { to, subject, text }: Email): Promise<void> {
  await sql`select queue_email(${to}, ${subject}, ${text})`.execute(db);
}

/** The e-mail, held until the transaction ends; undefined where it was sent. For the worker's role alone. */
export async function lockUnsentEmail(db: Db, id: string): Promise<QueuedEmail | undefined> {
  return db
    .selectFrom('emails')
    .select(['id', 'recipient as to', 'subject', 'body as text', 'createdAt as queuedAt'])
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Empties it as well: its text may hold a link that signs somebody in. */
export async function markEmailSent(db: Db, id: string): Promise<void> {
  await db.updateTable('emails').set({ sentAt: sql<Date>`clock_timestamp()`, body: '' }).where('id', '=', id).execute();
}

/**
 * The same to everyone of an organisation who has one of the roles, whoever writes: their addresses stay unknown to the writer. Returns to
 * how many.
 */
export async function queueEmailToMembers(
  db: Db,
  to: { organisationId: string; roles: readonly Role[] },
  { subject, text }: Omit<Email, 'to'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select queue_email_to_members(${to.organisationId}::uuid, ${to.roles}::text[], ${subject}, ${text}) as count
  `.execute(db);
  return rows[0]?.count ?? 0;
}
