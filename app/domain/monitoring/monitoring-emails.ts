import { formatDate } from '../../lib/dates.ts';
import type { Email } from '../mail/mail.server.ts';

// What was found, and what happened, is read in the portal alone: letters lie about.

type Letter = Omit<Email, 'to'>;

export const visitEmail = (
  visit: { id: string; authorityName: string; visitedOn: string },
  publicUrl: string,
): Letter => ({
  subject: `${visit.authorityName} has finished the report of a monitoring visit`,
  text: [
    `${visit.authorityName} has finished the report of its visit of ${formatDate(visit.visitedOn)}. Read it, and report on its actions:`,
    new URL(`/monitoring-visits/${visit.id}`, publicUrl).href,
  ].join('\n\n'),
});

export const notificationEmail = (notification: { id: string; providerName: string }, publicUrl: string): Letter => ({
  subject: `${notification.providerName} has notified you`,
  text: [
    `${notification.providerName}, which you may buy from, has sent a notification. It is not in this e-mail; read it here:`,
    new URL(`/notifications/${notification.id}`, publicUrl).href,
  ].join('\n\n'),
});
