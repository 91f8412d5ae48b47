import { z } from 'zod';
import { toThreeFields } from '../../lib/dates.ts';
import { formKey, line, threeFieldDate, timeOfDay } from '../../lib/form-fields.ts';
import { type ClockTurn, clockTurnOf, londonClock, londonWallTime } from '../../lib/london-time.ts';

const which = z.enum(['first', 'second'], { error: 'Choose which of the two times you mean' }).optional();

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
  opensWhich?: ClockTurn | undefined;
  closesOn: string;
  closesTime: string;
  closesWhich?: ClockTurn | undefined;
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
  const refuse = (field: string, message: string) => {
    context.addIssue({ code: 'custom', path: [`${end}${field}`], message });
    return undefined;
  };
  const wall = londonWallTime(date, time, which);
  if (wall.kind === 'skipped') return refuse('Time', `There is no ${time} on that day: clocks go forward over it`);
  if (wall.kind === 'instant') return wall.instant;
  return refuse('Which', `${time} comes twice on that day, since clocks go back: choose which you mean`);
}

export const NewRound = z.object({ key: formKey, ...round }).transform(toInstants);
export type NewRoundInput = z.output<typeof NewRound>;

export const EditedRound = z.object(round).transform(toInstants);
export type EditedRoundInput = z.output<typeof EditedRound>;

/** What either form shows, as typed. */
export type RoundFields = z.input<typeof EditedRound>;

/** A stored round as its form shows it, on London's clock. */
export function toRoundFields({ title, opensAt, closesAt }: EditedRoundInput): RoundFields {
  const [opens, closes] = [londonClock(opensAt), londonClock(closesAt)];
  return {
    title,
    opensOn: toThreeFields(opens.date),
    opensTime: opens.time,
    opensWhich: clockTurnOf(opensAt) ?? undefined,
    closesOn: toThreeFields(closes.date),
    closesTime: closes.time,
    closesWhich: clockTurnOf(closesAt) ?? undefined,
  };
}
