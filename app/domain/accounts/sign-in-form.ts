import { z } from 'zod';

export const SignIn = z.object({
  email: z
    .string({ error: 'Enter your email address' })
    .trim()
    .toLowerCase()
    .max(254, 'Enter an email address, like name@example.gov.uk')
    .pipe(z.email('Enter an email address, like name@example.gov.uk')),
  password: z.string({ error: 'Enter your password' }).max(128, 'Enter your password: it has at most 128 characters'),
  next: z.string().optional(),
});
export type SignInFields = z.input<typeof SignIn>;
