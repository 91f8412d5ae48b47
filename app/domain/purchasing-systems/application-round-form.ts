import { z } from 'zod';
import { londonDate, toThreeFields } from '../../lib/dates.ts';
import { formKey, line, threeFieldDate } from '../../lib/form-fields.ts';
import { londonInstants, londonTime, occurrenceOf } from '../../lib/london-time.ts';

const OCCURRENCES = ['first', 'second'] as const;

const timeOfDay = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .transform((text, context) => {
      const match = /^(\d{1,2})[:.](\d{2})$/.exec(text);
      const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
      if (hours < 24 && minutes < 60) return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
      context.addIssue({ code: 'custom', message: 'Enter a time on the 24-hour clock, like 09:00 or 17:30' });
      return z.NEVER;
    });

const which = z.enum(OCCURRENCES, { error: 'Choose which of the two times you mean' }).optional();

const round = {
  title: line('The title', 'Enter a title', 80),
  opensOn: threeFieldDate('The day it opens', 'Enter the day it opens'),
  opensTime: timeOfDay('Enter the time it opens'),
  opensWhich: which,
  closesOn: threeFieldDate('The day it closes', 'Enter the day it closes'),
  closesTime: timeOfDay('Enter the time it closes'),
  closesWhich: which,
};

interface Typed {
  title: string;
  opensOn: string;
  opensTime: string;
  opensWhich?: (typeof OCCURRENCES)[number] | undefined;
  closesOn: string;
  closesTime: string;
  closesWhich?: (typeof OCCURRENCES)[number] | undefined;
}

function toInstants<T extends Typed>(
  { opensOn, opensTime, opensWhich, closesOn, closesTime, closesWhich, ...round }: T,
  context: z.core.$RefinementCtx,
) {
  const opensAt = instantOf({ date: opensOn, time: opensTime, which: opensWhich, end: 'opens' }, context);
  const closesAt = instantOf({ date: closesOn, time: closesTime, which: closesWhich, end: 'closes' }, context);
  if (!opensAt || !closesAt) return z.NEVER;
  if (opensAt < closesAt) return { ...round, opensAt, closesAt };
  context.addIssue({ code: 'custom', path: ['closesOn'], message: 'It must close after it opens' });
  return z.NEVER;
}

interface Wall {
  date: string;
  time: string;
  which: Typed['opensWhich'];
  end: 'opens' | 'closes';
}

/** The instant that a wall time in London means; a time that does not exist is refused, one that comes twice must say which it is. */
function instantOf({ date, time, which, end }: Wall, context: z.core.$RefinementCtx): Date | undefined {
  const [first, second] = londonInstants(date, time);
  const refuse = (field: string, message: string) => {
    context.addIssue({ code: 'custom', path: [`${end}${field}`], message });
    return undefined;
  };
  if (!first) return refuse('Time', `There is no ${time} on that day: clocks go forward over it`);
  if (!second) return first;
  if (!which) return refuse('Which', `${time} comes twice on that day, since clocks go back: choose which you mean`);
  return which === 'first' ? first : second;
}

export const NewRound = z.object({ key: formKey, ...round }).transform(toInstants);
export type NewRoundInput = z.output<typeof NewRound>;

export const EditedRound = z.object(round).transform(toInstants);
export type EditedRoundInput = z.output<typeof EditedRound>;

/** What either form shows, as typed. */
export type RoundFields = z.input<typeof EditedRound>;

/** A stored round as its form shows it, on London's clock. */
export function toRoundFields({ title, opensAt, closesAt }: EditedRoundInput): RoundFields {
  const [opens, closes] = [londonDate(opensAt), londonDate(closesAt)];
  return {
    title,
    opensOn: toThreeFields(opens),
    opensTime: londonTime(opensAt),
    opensWhich: occurrenceOf(opens, opensAt) ?? undefined,
    closesOn: toThreeFields(closes),
    closesTime: londonTime(closesAt),
    closesWhich: occurrenceOf(closes, closesAt) ?? undefined,
  };
}
