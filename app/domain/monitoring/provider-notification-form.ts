import { z } from 'zod';
import { formKey, paragraphs, threeFieldDate, timeOfDay } from '../../lib/form-fields.ts';
import { londonWallTime } from '../../lib/london-time.ts';
import { NOTIFICATION_KINDS } from './provider-notification.ts';

/** `now` is the database's: nothing is notified before it has happened. */
export const newNotificationSchema = (now: Date) =>
  z
    .object({
      key: formKey,
      kind: z.enum(NOTIFICATION_KINDS, { error: 'Choose what kind of notification it is' }),
      serviceId: z
        .uuid('Choose the service from the list')
        .optional()
        .transform((id) => id ?? null),
      happenedOn: threeFieldDate('The date it happened', 'Enter the date it happened'),
      happenedTime: timeOfDay('Enter the time it happened'),
      clockTurn: z.enum(['first', 'second'], { error: 'Choose which of the two times it was' }).optional(),
      summary: paragraphs('The summary', 'Enter what happened', 2_000),
    })
    .transform(({ happenedOn, happenedTime, clockTurn, ...notification }, context) => {
      const refuse = (field: string, message: string) => {
        context.addIssue({ code: 'custom', path: [field], message });
        return z.NEVER;
      };
      const wall = londonWallTime(happenedOn, happenedTime, clockTurn);
      if (wall.kind === 'skipped') {
        return refuse('happenedTime', 'There was no such time: the clocks went forward that night. Check the time');
      }
      if (wall.kind === 'twice') {
        return refuse('clockTurn', 'The clocks went back that night, so this time came twice: choose which it was');
      }
      if (wall.instant > now) return refuse('happenedOn', 'The date and time it happened must be in the past');
      return { ...notification, happenedAt: wall.instant };
    });

export type NewNotificationInput = z.output<ReturnType<typeof newNotificationSchema>>;
/** What the form shows, as typed. */
export type NotificationFields = z.input<ReturnType<typeof newNotificationSchema>>;
