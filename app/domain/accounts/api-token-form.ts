import { z } from 'zod';
import { formKey, line } from '../../lib/form-fields.ts';
import { TOKEN_SCOPES } from './actor.ts';
import { TOKEN_LIFETIMES } from './api-token.ts';

const SCOPES_MISSING = 'Choose what programs may do with the token';

export const NewApiToken = z.object({
  key: formKey,
  name: line('Name', 'Enter a name for the token', 80),
  scopes: z
    .array(z.enum(TOKEN_SCOPES, { error: SCOPES_MISSING }), { error: SCOPES_MISSING })
    .min(1, SCOPES_MISSING)
    .transform((chosen) => TOKEN_SCOPES.filter((scope) => chosen.includes(scope))),
  days: z.enum(TOKEN_LIFETIMES, { error: 'Choose how long the token works' }).transform(Number),
});
export type NewApiTokenFields = z.input<typeof NewApiToken>;
export type NewApiTokenInput = z.output<typeof NewApiToken>;
