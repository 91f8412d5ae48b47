import { z } from 'zod';
import { emailAddress } from '../../lib/form-fields.ts';
import { typedPassword } from './account-form.ts';

export const SignIn = z.object({
  email: emailAddress('Enter your email address'),
  password: typedPassword('Enter your password'),
  next: z.string().optional(),
});
export type SignInFields = z.input<typeof SignIn>;
