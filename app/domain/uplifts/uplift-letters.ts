import { formatDate } from '../../lib/dates.ts';
import type { Email } from '../mail/mail.server.ts';

// No letter says a price or a percentage: who may read it opens the page.

type Letter = Omit<Email, 'to'>;

export interface UpliftLetterAbout {
  id: string;
  providerName: string;
  leadName: string;
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  fromDate: string;
}

const placeOf = ({ systemTitle, lotNumber, lotTitle }: UpliftLetterAbout) =>
  `lot ${lotNumber}, ${lotTitle}, of ${systemTitle}`;

const linkTo = ({ id }: UpliftLetterAbout, publicUrl: string) => new URL(`/uplifts/${id}`, publicUrl).href;

export const askedLetter = (uplift: UpliftLetterAbout, publicUrl: string): Letter => ({
  subject: `${uplift.providerName} asks for an uplift`,
  text: [
    `${uplift.providerName} asks for higher prices from ${formatDate(uplift.fromDate)} in ${placeOf(uplift)}.`,
    `See what it costs, and accept it in full or in part, or refuse it:\n${linkTo(uplift, publicUrl)}`,
  ].join('\n\n'),
});

export const withdrawnLetter = (uplift: UpliftLetterAbout): Letter => ({
  subject: `${uplift.providerName} withdraws its request for an uplift`,
  text: `${uplift.providerName} no longer asks for higher prices in ${placeOf(uplift)}. You need not decide.`,
});

const OUTCOMES = { accepted: 'accepted', accepted_in_part: 'accepted in part', refused: 'refused' } as const;

export const decidedLetter = (
  uplift: UpliftLetterAbout,
  { status, from, reason }: { status: keyof typeof OUTCOMES; from: string | null; reason: string },
  publicUrl: string,
): Letter => ({
  subject: `Your uplift is ${OUTCOMES[status]}`,
  text: [
    `${uplift.leadName} has ${OUTCOMES[status]} the uplift that you asked for in ${placeOf(uplift)}.`,
    ...(from ? [`The new prices are in force from ${formatDate(from)}.`] : []),
    ...(reason ? [reason] : []),
    linkTo(uplift, publicUrl),
  ].join('\n\n'),
});
