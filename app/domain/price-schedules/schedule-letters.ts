import { formatDate } from '../../lib/dates.ts';
import type { Email } from '../mail/mail.server.ts';

// No letter says a price: who may read it opens the page.

type Letter = Omit<Email, 'to'>;

export interface LetterAbout {
  id: string;
  providerName: string;
  leadName: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  validFrom: string;
}

const placeOf = ({ systemTitle, lotNumber, lotTitle }: Omit<LetterAbout, 'id' | 'validFrom'>) =>
  `lot ${lotNumber}, ${lotTitle}, of ${systemTitle}`;

const linkTo = ({ id }: LetterAbout, publicUrl: string) => new URL(`/price-schedules/${id}`, publicUrl).href;

export const submittedLetter = (schedule: LetterAbout, publicUrl: string): Letter => ({
  subject: `${schedule.providerName} submits prices`,
  text: [
    `${schedule.providerName} asks you to approve prices from ${formatDate(schedule.validFrom)} in ${placeOf(schedule)}.`,
    `Compare them with those before, and approve or reject them:\n${linkTo(schedule, publicUrl)}`,
  ].join('\n\n'),
});

export const recalledLetter = (schedule: LetterAbout): Letter => ({
  subject: `${schedule.providerName} takes prices back`,
  text: `${schedule.providerName} has taken back the prices from ${formatDate(schedule.validFrom)} that it submitted in ${placeOf(schedule)}. You need not decide on them.`,
});

export const approvedLetter = (schedule: LetterAbout, publicUrl: string): Letter => ({
  subject: `Your prices from ${formatDate(schedule.validFrom)} are approved`,
  text: [
    `${schedule.leadName} has approved your prices in ${placeOf(schedule)}. They are in force from ${formatDate(schedule.validFrom)}.`,
    linkTo(schedule, publicUrl),
  ].join('\n\n'),
});

export const rejectedLetter = (schedule: LetterAbout, reason: string, publicUrl: string): Letter => ({
  subject: `Your prices from ${formatDate(schedule.validFrom)} are rejected`,
  text: [
    `${schedule.leadName} has rejected your prices in ${placeOf(schedule)}, for this reason:`,
    reason,
    `You can change them and submit them again:\n${linkTo(schedule, publicUrl)}`,
  ].join('\n\n'),
});
