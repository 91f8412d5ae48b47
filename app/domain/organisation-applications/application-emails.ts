import type { Email } from '../mail/mail.server.ts';
import { APPLICANT_KIND_LABELS, type NewApplication } from './application.ts';

type Applied = Pick<NewApplication, 'name' | 'applicantName' | 'applicantEmail'>;

export const receivedEmail = ({ name, applicantName, applicantEmail }: Applied): Email => ({
  to: applicantEmail,
  subject: 'We have your application to Sufficiency Market',
  text: [
    `${applicantName}, we have your application for ${name}.`,
    'The operator checks it against public registers. You get an e-mail with a link to join once it is admitted, or with the reason if it is not.',
    'If you did not apply, you need not do anything.',
  ].join('\n\n'),
});

export const waitingEmail = ({ kind, name }: NewApplication, to: string, publicUrl: string): Email => ({
  to,
  subject: 'An organisation applies to Sufficiency Market',
  text: [
    `${name} applies (${APPLICANT_KIND_LABELS[kind].toLowerCase()}). Check what was entered, then admit or refuse it:`,
    new URL('/applications', publicUrl).href,
  ].join('\n\n'),
});

export const admittedEmail = ({ name, applicantName, applicantEmail }: Applied, link: string): Email => ({
  to: applicantEmail,
  subject: `${name} is admitted to Sufficiency Market`,
  text: [
    `${applicantName}, ${name} is admitted. You are its administrator: you invite others and decide what they may do.`,
    `Open this link to join. It works once, and for 7 days:\n${link}`,
  ].join('\n\n'),
});

export const refusedEmail = ({ name, applicantName, applicantEmail }: Applied, reason: string): Email => ({
  to: applicantEmail,
  subject: `${name} is not admitted to Sufficiency Market`,
  text: [
    `${applicantName}, the operator has not admitted ${name}, for this reason:`,
    reason,
    'You may apply again once that is put right.',
  ].join('\n\n'),
});
