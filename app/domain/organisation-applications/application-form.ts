import { z } from 'zod';
import { emailAddress, line, optionalParagraphs, paragraphs } from '../../lib/form-fields.ts';
import type { NewApplication } from './application.ts';

const MOST_URNS = 200;

const applicant = {
  name: line('Name of the organisation', 'Enter the name of the organisation', 120),
  applicantName: line('Your name', 'Enter your name', 120),
  applicantEmail: emailAddress('Enter your email address at work'),
};

/** Eight digits, or two letters and six: Companies House writes leading noughts, people leave them out. */
const companyNumber = optionalParagraphs('Companies House number', 20).transform((text, context) => {
  const typed = text.replaceAll(' ', '').toUpperCase();
  if (typed === '') return null;
  const number = /^\d{6,8}$/.test(typed) ? typed.padStart(8, '0') : typed;
  if (/^(\d{8}|[A-Z]{2}\d{5}[\dA-Z])$/.test(number)) return number;
  context.addIssue({
    code: 'custom',
    message: 'Companies House number must be 8 digits, or 2 letters and 6 digits, like 01234567 or OC123456',
  });
  return z.NEVER;
});

const charityNumber = optionalParagraphs('Charity number', 20).transform((text, context) => {
  const typed = text.replaceAll(' ', '');
  if (typed === '') return null;
  if (/^\d{6,7}$/.test(typed)) return typed;
  context.addIssue({ code: 'custom', message: 'Charity number must be 6 or 7 digits, like 1234567' });
  return z.NEVER;
});

const urns = paragraphs('Ofsted URNs', 'Enter the Ofsted URN of one service or more', 4_000).transform(
  (text, context) => {
    const typed = [
      ...new Set(
        text
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
      ),
    ];
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const wrong = typed.find((urn) => !/^(SC\d{6}|\d{6,7})$/.test(urn));
    if (wrong)
      return refuse(
        `“${wrong.slice(0, 20)}” is not an Ofsted URN: it has 6 or 7 digits, or SC and 6 digits, like SC123456`,
      );
    if (typed.length === 0) return refuse('Enter the Ofsted URN of one service or more');
    return typed.length <= MOST_URNS
      ? typed
      : refuse(`Enter ${MOST_URNS} URNs or fewer: the operator adds others later`);
  },
);

export const ProviderApplication = z
  .object({ ...applicant, companyNumber, charityNumber, urns })
  .refine((typed) => typed.companyNumber !== null || typed.charityNumber !== null, {
    path: ['companyNumber'],
    message: 'Enter a Companies House number or a charity number',
  })
  .transform((typed): NewApplication => ({ kind: 'provider', onsCode: null, ...typed }));

/** `isFree`: is there such an area, without an organisation here. */
export const authorityApplicationSchema = (isFree: (onsCode: string) => boolean) =>
  z
    .object({
      ...applicant,
      onsCode: z.string({ error: 'Choose the area of your authority' }).refine(isFree, 'Choose an area of the list'),
    })
    .transform(
      (typed): NewApplication => ({ kind: 'authority', companyNumber: null, charityNumber: null, urns: [], ...typed }),
    );

export type ProviderApplicationFields = z.input<typeof ProviderApplication>;
export type AuthorityApplicationFields = z.input<ReturnType<typeof authorityApplicationSchema>>;

export const Decision = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('admit') }),
    z.object({
      intent: z.literal('refuse'),
      reason: paragraphs('Reason', 'Enter why you refuse it: the applicant is told', 2_000),
    }),
  ],
  { error: 'Load the page again: this form is not one of ours' },
);
