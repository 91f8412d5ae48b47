import { z } from 'zod';
import { emailAddress } from '../../lib/form-fields.ts';

export const SignIn = z.object({
  email: emailAddress('Enter your email address'),
  password: z.string({ error: 'Enter your password' }).max(128, 'Enter your password: it has at most 128 characters'),
  next: z.string().optional(),
});
export type SignInFields = z.input<typeof SignIn>;
