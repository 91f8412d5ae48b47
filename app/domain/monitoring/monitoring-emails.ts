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

/** Of a visit that is announced: never of another. */
export const announcementEmail = (
  visit: { id: string; authorityName: string; visitedOn: string },
  publicUrl: string,
): Letter => ({
  subject: `${visit.authorityName} plans to visit you on ${formatDate(visit.visitedOn)}`,
  text: [
    `${visit.authorityName} plans a monitoring visit on ${formatDate(visit.visitedOn)}. Who visits, and which service, is here:`,
    new URL(`/monitoring-visits/${visit.id}`, publicUrl).href,
  ].join('\n\n'),
});

export const cancellationEmail = (
  visit: { id: string; authorityName: string; visitedOn: string; reason: string },
  publicUrl: string,
): Letter => ({
  subject: `The visit of ${formatDate(visit.visitedOn)} is called off`,
  text: [
    `${visit.authorityName} has called off its monitoring visit of ${formatDate(visit.visitedOn)}.`,
    `The reason given:\n${visit.reason}`,
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
