import { z } from 'zod';
import { line } from '../../lib/form-fields.ts';
import { EVENT_SUBJECTS, THE_PORTAL } from './audit-events.ts';

const subjects = EVENT_SUBJECTS.map(({ value }) => value) as [string, ...string[]];
const day = (which: string) =>
  z.iso
    .date({ error: `Enter the ${which} day as a real date, like 2027-03-27` })
    .refine((date) => date >= '2000-01-01' && date < '2100-01-01', `Enter a ${which} day between 2000 and 2099`)
    .optional();
const ID = 'Enter the whole id, as it stands at the end of the address of its page';
/** Of an event; what is none is left out. */
const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined);

/** What of the audit is asked for, as the address carries it. Days are London's; both are included. */
export const AuditFilterForm = z
  .object({
    from: day('first'),
    to: day('last'),
    person: z.union([z.literal(THE_PORTAL), z.uuid()], { error: 'Choose somebody from the list' }).optional(),
    what: z.enum(subjects, { error: 'Choose from the list of events' }).optional(),
    about: z.preprocess(trimmed, z.uuid({ error: ID })).optional(),
    reason: line('Reason', 'Enter words of the reason', 200).optional(),
    /** Events older than that one, or newer: a page of the list. */
    before: place,
    after: place,
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    error: 'Enter a last day that is not before the first',
  });

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

export type AuditFilterFields = z.input<typeof AuditFilterForm>;
export type AuditQuery = z.output<typeof AuditFilterForm>;
export type AuditFilters = Omit<AuditQuery, 'before' | 'after'>;
