import { z } from 'zod';
import { emailAddress, line } from '../../lib/form-fields.ts';

/** In UTF-16 units: passwords have as many characters as passwordIssue says. */
const MOST_TYPED = 4096;

/** Whatever was typed, nothing trimmed and nothing cut: a password manager's answer as well. */
export const typedPassword = (missing: string) => z.string({ error: missing }).max(MOST_TYPED, missing);

const code = z
  .string({ error: 'Enter the code' })
  .trim()
  .max(40, 'Enter the six digits that the app shows, or a recovery code');

const password = typedPassword('Enter your password');

export const ChangeName = z.object({ name: line('Name', 'Enter your name', 120) });

export const ChangePassword = z.object({
  current: typedPassword('Enter your current password'),
  password: typedPassword('Enter a new password'),
});

export const ChangeEmail = z.object({ email: emailAddress('Enter the new email address'), password });

export const ForgottenPassword = z.object({ email: emailAddress('Enter your email address') });

export const ResetPassword = z.object({
  token: z.string().max(200).default(''),
  password: typedPassword('Enter a new password'),
});

export const SecondFactorCode = z.object({ code, next: z.string().optional() });

export const SECOND_FACTOR = {
  begin: z.object({ password }),
  confirm: z.object({ code }),
  renew: z.object({ password }),
  replace: z.object({ password, code }),
  end: z.object({ password, code }),
};

export type SecondFactorIntent = keyof typeof SECOND_FACTOR;

export const isSecondFactorIntent = (intent: unknown): intent is SecondFactorIntent =>
  typeof intent === 'string' && Object.hasOwn(SECOND_FACTOR, intent);
