import { z } from 'zod';
import { emailAddress, line } from '../../lib/form-fields.ts';
import type { OrganisationKind } from './actor.ts';
import { rolesOf } from './roles.ts';

const roles = (kind: OrganisationKind) =>
  z
    .array(z.enum(rolesOf(kind), { error: 'Choose roles of the list' }), { error: 'Choose one role or more' })
    .min(1, 'Choose one role or more');

export const rolesSchema = (kind: OrganisationKind) => z.object({ roles: roles(kind) });
export type RolesFields = z.input<ReturnType<typeof rolesSchema>>;

export const invitationSchema = (kind: OrganisationKind) =>
  z.object({ email: emailAddress('Enter the email address of whom you invite'), roles: roles(kind) });
export type InvitationFields = z.input<ReturnType<typeof invitationSchema>>;

/** A withdrawn invitation. */
export const Withdrawal = z.object({ invitation: z.uuid('Load the page again: that invitation is not one of ours') });

export const TwoFactorRule = z.object({
  twoFactor: z.enum(['required', 'optional'], { error: 'Load the page again: this form is not one of ours' }),
});

export const OrganisationChoice = z.object({
  organisation: z.uuid({ error: 'Choose an organisation' }),
  next: z.string().optional(),
});
export type OrganisationChoiceFields = z.input<typeof OrganisationChoice>;

/** A new account without a password, whose person an identity provider signs in. */
export const JoiningBySingleSignOn = z.object({ name: line('Your name', 'Enter your name', 120) });

const Joining = JoiningBySingleSignOn.extend({
  password: z.string({ error: 'Choose a password' }),
});

/** A new account. `issueOf` says what is wrong with the password. */
export const joiningSchema = (issueOf: (typed: z.output<typeof Joining>) => Promise<string | undefined>) =>
  Joining.superRefine(async (typed, context) => {
    const message = await issueOf(typed);
    if (message) context.addIssue({ code: 'custom', path: ['password'], message });
  });
export type JoiningFields = z.input<typeof Joining>;
