import type { Db } from '#db/client.ts';
import { lockUnsentEmail, markEmailSent } from '../domain/mail/mail.server.ts';
import type { MailTransport } from './mail-transport.ts';

export interface SendEmail {
  emailId: string;
}

/**
 * Hands an e-mail over and marks it sent. Its row is held meanwhile: whoever else has a job for it waits, and then sees that it is sent.
 * It is sent at least once, not exactly once: a crash after the mail server took it and before the mark is committed sends it again, with
 * the same Message-ID.
 */
export async function sendEmail(db: Db, { emailId }: SendEmail, transport: MailTransport): Promise<void> {
  const email = await lockUnsentEmail(db, emailId);
  if (!email) return;
  await transport.deliver(email);
  await markEmailSent(db, email.id);
}
