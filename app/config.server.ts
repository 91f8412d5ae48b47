import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  /** Signs cookies. commands/start.ts makes one and keeps it in DATA_DIR where none is given. */
  AUTH_SECRET: z.string().min(32),
  /** The address people use, as https://market.example.gov.uk. */
  PUBLIC_URL: z.url(),
});

const environment = Environment.parse(process.env);

export const config = {
  databaseUrl: environment.DATABASE_URL,
  authSecret: environment.AUTH_SECRET,
  publicUrl: environment.PUBLIC_URL,
};
