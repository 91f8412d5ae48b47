import { z } from 'zod';

const Environment = z.object({
  /** Logins of the database's roles (db/roles.ts), one for each kind of work. commands/start.ts makes them where none are given. */
  APP_DATABASE_URL: z.string().min(1),
  IDENTITY_DATABASE_URL: z.string().min(1),
  /** Signs cookies. commands/start.ts makes one and keeps it in DATA_DIR where none is given. */
  AUTH_SECRET: z.string().min(32),
  /** The address people use, as https://market.example.gov.uk. */
  PUBLIC_URL: z.url(),
  /** Whether the mails in MAIL_FOLDER are shown to whoever asks. commands/start.ts decides: on this machine alone. */
  MAILBOX: z.enum(['on', 'off']).default('off'),
  MAIL_FOLDER: z.string().optional(),
  /** Where uploaded files are kept. commands/start.ts says: "files" in DATA_DIR. */
  FILES_FOLDER: z.string().min(1).default('.data/files'),
  /** clamd, as clamd:3310: each upload is looked through by it, and refused while it cannot be asked. */
  CLAMD_ADDRESS: z
    .string()
    .regex(/^.+:\d{1,5}$/)
    .optional(),
  /** As much as all files of an organisation may be together. */
  FILES_GB_PER_ORGANISATION: z.coerce.number().positive().max(1_000_000).default(5),
});

const environment = Environment.parse({
  ...process.env,
  CLAMD_ADDRESS: process.env.CLAMD_ADDRESS || undefined,
  FILES_GB_PER_ORGANISATION: process.env.FILES_GB_PER_ORGANISATION || undefined,
});
const GIGABYTE = 1_000_000_000;
const isSecure = environment.PUBLIC_URL.startsWith('https:');

export const config = {
  appDatabaseUrl: environment.APP_DATABASE_URL,
  identityDatabaseUrl: environment.IDENTITY_DATABASE_URL,
  authSecret: environment.AUTH_SECRET,
  publicUrl: environment.PUBLIC_URL,
  /** The folder whose mails are shown; undefined where none are. */
  mailboxFolder: environment.MAILBOX === 'on' ? environment.MAIL_FOLDER : undefined,
  filesFolder: environment.FILES_FOLDER,
  clamdAddress: environment.CLAMD_ADDRESS,
  mostBytesOfOrganisation: environment.FILES_GB_PER_ORGANISATION * GIGABYTE,
  isSecure,
  /** What the names of our cookies begin with: a browser takes a __Host- cookie from this host alone, over https. */
  cookiePrefix: isSecure ? '__Host-' : '',
};
