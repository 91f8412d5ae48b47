import { z } from 'zod';
import { formKey, line, threeFieldDate } from '../../lib/form-fields.ts';
import { DOCUMENT_KIND_CODES, DOCUMENT_KINDS, documentKindLabel } from './document-kinds.ts';

const EXPIRY = 'The date it expires';
const MISSING_EXPIRY = 'Enter the date it expires: the last day on which it is valid';

const part = z.string({ error: MISSING_EXPIRY }).optional();
const typedDate = threeFieldDate(EXPIRY, MISSING_EXPIRY);
const optionalDate = z
  .object({ day: part, month: part, year: part }, { error: MISSING_EXPIRY })
  .transform((typed, context): string | null => {
    if (!Object.values(typed).some((digits) => digits?.trim())) return null;
    const date = typedDate.safeParse(typed);
    if (date.success) return date.data;
    for (const { message } of date.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A document for the profile, apart from its file. `today`, ISO: one that has expired is refused. */
export const providerDocumentForm = (today: string) =>
  z
    .object({
      key: formKey,
      kind: z.enum(DOCUMENT_KIND_CODES, { error: 'Choose what kind of document it is' }),
      title: line('The title', 'Enter a title', 160).optional(),
      expiresOn: optionalDate,
    })
    .superRefine(({ kind, title, expiresOn }, context) => {
      const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
      if (kind === 'other' && !title) refuse('title', 'Enter a title, so that it is told from others');
      if (expiresOn === null && DOCUMENT_KINDS.some(({ code, expires }) => code === kind && expires))
        refuse('expiresOn', MISSING_EXPIRY);
      if (expiresOn !== null && expiresOn < today)
        refuse('expiresOn', 'Choose a document that is still valid: this one has expired');
    })
    .transform(({ title, ...document }) => ({ ...document, title: title ?? documentKindLabel(document.kind) }));

export type ProviderDocumentFields = z.input<ReturnType<typeof providerDocumentForm>>;
export type ProviderDocumentInput = z.output<ReturnType<typeof providerDocumentForm>>;
