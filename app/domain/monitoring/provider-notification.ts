import { countOf } from '../../lib/phrases.ts';

export const NOTIFICATION_KINDS = ['serious_incident', 'change_of_manager', 'restriction'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const NOTIFICATION_KIND_LABELS: Record<NotificationKind, string> = {
  serious_incident: 'Serious incident',
  change_of_manager: 'Change of manager',
  restriction: 'Restriction',
};

export const NOTIFICATION_KIND_HINTS: Record<NotificationKind, string> = {
  serious_incident: 'Such as a serious injury, a safeguarding referral, or the police being called',
  change_of_manager: 'A registered manager leaves, starts, or is away for four weeks or more',
  restriction: 'Ofsted restricts who may be accommodated, or the service stops taking children',
};

/** Authorities commonly ask for 24 hours; each purchasing system says its own. */
export const USUAL_HOURS = 24;

interface Told {
  happenedAt: Date;
  notifiedAt: Date;
}

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** The time it took to tell, in whole minutes, rounded down: time that went by, whatever the clocks did. */
export function minutesTaken({ happenedAt, notifiedAt }: Told): number {
  return Math.floor((notifiedAt.getTime() - happenedAt.getTime()) / MS_PER_MINUTE);
}

/** Told after the time that is expected; on the minute is in time. */
export const isLate = ({ withinHours, ...told }: Told & { withinHours: number }): boolean =>
  minutesTaken(told) > withinHours * MINUTES_PER_HOUR;

/** "Under a minute", "45 minutes", "3 hours 20 minutes", "2 days 4 hours". */
export function sayMinutes(minutes: number): string {
  if (minutes < 1) return 'Under a minute';
  const [days, hours] = [Math.floor(minutes / MINUTES_PER_DAY), Math.floor(minutes / MINUTES_PER_HOUR) % 24];
  const parts =
    days > 0
      ? [countOf(days, 'day'), hours > 0 && countOf(hours, 'hour')]
      : [hours > 0 && countOf(hours, 'hour'), minutes % MINUTES_PER_HOUR > 0 && countOf(minutes % 60, 'minute')];
  return parts.filter(Boolean).join(' ');
}
