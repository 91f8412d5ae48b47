import { z } from 'zod';
import { formKey, paragraphs } from '../../lib/form-fields.ts';

/** 0, which no application has, where it is not a number. */
const revision = z.coerce.number().int().min(1).max(2_147_483_647).catch(0);

export const NewLotApplication = z.object({ key: formKey });

/** What the form of answers carries besides them: where `profile` was pressed, the profile keeps the answers too. */
export const savedParts = {
  revision,
  keep: z
    .enum(['profile'])
    .optional()
    .catch(undefined)
    .transform((keep) => keep === 'profile'),
};

/** The application as it was read: for submitting it and for taking it back. */
export const OfRevision = z.object({ revision });

export const Withdrawal = z.object({ reason: paragraphs('The reason', 'Enter a reason', 2_000) });

export const ClarificationAnswer = z.object({ answer: paragraphs('The answer', 'Enter an answer', 10_000) });

/** Takes what was typed as it is: for showing it again. */
export const AsTyped = z.looseObject({});
