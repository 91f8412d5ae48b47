import { join } from 'node:path';
import { type MailSettings, readMailSettings } from '../../app/jobs/mail-settings.ts';
import { isLoopback } from '../../app/lib/loopback.ts';

interface Installation {
  /** Where it listens. */
  host: string;
  /** The address people use. */
  address: string;
  dataFolder: string;
}

type Environment = Record<string, string | undefined>;

export interface MailPlan {
  settings: MailSettings;
  /** Whether the pages show the mails in the folder: to whoever asks, so only to this machine. */
  mailbox: boolean;
  /** Where mail goes, in a line. */
  says: string;
}

/** Where mail goes, by SMTP_URL, MAIL_FROM and MAILBOX; an error of one line where they do not go together. */
export function planMail(environment: Environment, { host, address, dataFolder }: Installation): MailPlan {
  const settings = readMailSettings({
    ...environment,
    MAIL_FOLDER: environment.MAIL_FOLDER || join(dataFolder, 'mail'),
    PUBLIC_URL: address,
  });
  const { smtp, folder } = settings;
  const mayShow = !smtp && isLoopback(host) && isLoopback(new URL(address).hostname);
  const asked = environment.MAILBOX || undefined;
  if (asked !== undefined && asked !== 'on' && asked !== 'off') throw new Error('MAILBOX must be on or off');
  if (asked === 'on' && !mayShow) {
    throw new Error(
      'MAILBOX=on would show mails that sign people in: it takes HOST and PUBLIC_URL of this machine alone, and no SMTP_URL',
    );
  }
  const mailbox = mayShow && asked !== 'off';
  return { settings, mailbox, says: sayWhere(mailbox, smtp?.host, folder, address) };
}

function sayWhere(mailbox: boolean, smtpHost: string | undefined, folder: string, address: string): string {
  if (smtpHost) return `Mail leaves by ${smtpHost}`;
  if (mailbox) return `Mail is kept in the development mailbox: ${address}/development/mailbox`;
  return `No SMTP_URL: mail is written to ${folder} and reaches nobody`;
}
