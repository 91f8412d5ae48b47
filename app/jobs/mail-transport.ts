import { createTransport } from 'nodemailer';
import type { QueuedEmail } from '../domain/mail/mail.server.ts';
import { keepMail } from '../domain/mail/mail-folder.server.ts';
import { type MailSettings, needsTls, type SmtpServer } from './mail-settings.ts';

export interface MailTransport {
  /** Throws MailRefused where nobody took it. */
  deliver: (mail: QueuedEmail) => Promise<void>;
}

/** Says why without the mail's text or a whole address: it ends up in logs, and a server's own words may quote both. */
export class MailRefused extends Error {
  constructor(mail: QueuedEmail, why: string) {
    super(
      `E-mail ${mail.id} to ${maskAddress(mail.to)} was not taken: ${why.replaceAll(mail.to, maskAddress(mail.to))}`,
    );
    this.name = 'MailRefused';
  }
}

/** One address and nothing else: a comma would make it two. */
const ADDRESS = /^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/;
const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

/** By SMTP where a server is given, else as files in the folder. */
export function createMailTransport({ smtp, from, folder }: MailSettings): MailTransport {
  return smtp ? createSmtpTransport(smtp, from) : { deliver: (mail) => keepMail(folder, mail) };
}

function createSmtpTransport(server: SmtpServer, from: MailSettings['from']): MailTransport {
  const client = createTransport({
    ...server,
    requireTLS: needsTls(server),
    ignoreTLS: !needsTls(server),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.split('@').at(-1);
  return {
    async deliver(mail) {
      if (!ADDRESS.test(mail.to)) throw new MailRefused(mail, 'it is not for one address');
      try {
        await client.sendMail({
          from,
          to: mail.to,
          envelope: { from: from.address, to: [mail.to] },
          subject: mail.subject,
          text: mail.text,
          // The same at each try, so that a receiver can tell a mail that came twice.
          messageId: `<${mail.id}@${domain}>`,
          date: mail.queuedAt,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new MailRefused(mail, whyRefused(error));
      }
    },
  };
}

function whyRefused(error: unknown): string {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  return responseCode ? `the mail server answered ${responseCode} (${code})` : `${message} (${code})`;
}

/** "anna@kent.example" → "a…@kent.example". */
function maskAddress(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 1)}…@${domain}`;
}
