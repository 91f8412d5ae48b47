import { z } from 'zod';
import { isLoopback } from '../lib/loopback.ts';

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte: smtps. */
  secure: boolean;
  auth?: { user: string; pass: string };
}

export interface MailSettings {
  /** Undefined where mail is written to the folder. */
  smtp: SmtpServer | undefined;
  from: { name: string; address: string };
  folder: string;
}

const SUBMISSION = 587;
const SUBMISSION_OVER_TLS = 465;
const SENDER = /^(?:"?([^"<>\r\n]*?)"?\s*<([^\s<>@,]+@[^\s<>@,]+)>|([^\s<>@,]+@[^\s<>@,]+))$/;

/** An empty variable is one that is not set. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value || undefined, schema.optional());

const Environment = z.object({
  SMTP_URL: optional(
    z.string().transform((value, context) => {
      const server = smtpServerOf(value);
      if (server) return server;
      // Never the address itself: it holds a password.
      context.addIssue({ code: 'custom', message: 'SMTP_URL must be as smtp://user:password@mail.example.gov.uk:587' });
      return z.NEVER;
    }),
  ),
  MAIL_FROM: optional(z.string().regex(SENDER, 'MAIL_FROM must be as: Sufficiency Market <no-reply@example.gov.uk>')),
  MAIL_FOLDER: z.string('MAIL_FOLDER must name a folder').min(1),
  PUBLIC_URL: z.url('PUBLIC_URL must be as https://market.example.gov.uk'),
});

/** How mail leaves; an error of one line, without secrets, where the variables do not say it. */
export function readMailSettings(environment: Record<string, string | undefined>): MailSettings {
  const { data, error } = Environment.safeParse(environment);
  if (error) throw new Error(error.issues.map((issue) => issue.message).join('; '));
  const from = data.MAIL_FROM ?? `Sufficiency Market <no-reply@${new URL(data.PUBLIC_URL).hostname}>`;
  const [, name = '', named, bare = ''] = from.match(SENDER) ?? [];
  return { smtp: data.SMTP_URL, from: { name, address: named ?? bare }, folder: data.MAIL_FOLDER };
}

/** Mail holds links that sign people in: beyond this machine it leaves encrypted, to a server that proves its name. */
export const needsTls = ({ host, secure }: SmtpServer): boolean => secure || !isLoopback(host);

function smtpServerOf(value: string): SmtpServer | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) return undefined;
  // A query would be a way round the requirement of TLS in libraries that read it: nothing here does, so nobody is to believe it.
  if (!url.hostname || url.search || url.hash || url.pathname.length > 1) return undefined;
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port) || (secure ? SUBMISSION_OVER_TLS : SUBMISSION);
  if (!url.username) return { host, port, secure };
  try {
    return {
      host,
      port,
      secure,
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    };
  } catch {
    return undefined;
  }
}
