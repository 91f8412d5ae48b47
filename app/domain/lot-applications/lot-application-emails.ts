import { formatDate, formatInstant } from '../../lib/dates.ts';
import type { LotApplication } from './lot-application.ts';

type Application = Pick<LotApplication, 'systemTitle' | 'lotNumber' | 'lotTitle' | 'leadName' | 'providerName'>;

const nameLot = ({ systemTitle, lotNumber, lotTitle }: Application) => `${systemTitle}, lot ${lotNumber} (${lotTitle})`;

export const submittedEmail = (application: Application, dueOn: string) => ({
  subject: `${application.providerName} applies to lot ${application.lotNumber}`,
  text: [
    `${application.providerName} has applied to ${nameLot(application)}.`,
    `The decision is due by ${formatDate(dueOn)}. Sign in and open “Evaluations” to assign evaluators.`,
  ].join('\n\n'),
});

/** The provider's receipt: what it sent, when, and by when it hears. */
export const receiptEmail = (
  application: Application,
  { submittedAt, dueOn }: { submittedAt: Date; dueOn: string },
) => ({
  subject: `Received: your application to lot ${application.lotNumber}`,
  text: [
    `${application.leadName} has received your application to ${nameLot(application)}, submitted on ${formatInstant(submittedAt)}.`,
    `It will be decided by ${formatDate(dueOn)}. Where you are asked for a clarification, or more time is needed for a reason, you are told the new date.`,
    'Sign in and open “Applications” to read it, and to change or withdraw it.',
  ].join('\n\n'),
});

export const withdrawnEmail = (application: Application, reason: string) => ({
  subject: `${application.providerName} withdraws its application to lot ${application.lotNumber}`,
  text: [
    `${application.providerName} has withdrawn its application to ${nameLot(application)}. Its reason:`,
    reason,
  ].join('\n\n'),
});

export const reopenedEmail = (application: Application) => ({
  subject: `${application.providerName} changes its application to lot ${application.lotNumber}`,
  text: [
    `${application.providerName} has reopened its application to ${nameLot(application)} in order to change it.`,
    'The clock begins anew when it is submitted again; you need not do anything until then.',
  ].join('\n\n'),
});

export const askedEmail = (application: Application, question: string, answerDueOn: string) => ({
  subject: `A question about your application to lot ${application.lotNumber}`,
  text: [
    `${application.leadName} asks about your application to ${nameLot(application)}:`,
    question,
    `Please answer by ${formatDate(answerDueOn)}: sign in and open “Applications”. The time for the decision stands until you answer, at the longest to that day.`,
  ].join('\n\n'),
});

export const answeredEmail = (application: Application, dueOn: string) => ({
  subject: `${application.providerName} has answered a question about its application`,
  text: [
    `${application.providerName} has answered a question about its application to ${nameLot(application)}.`,
    `The decision is due by ${formatDate(dueOn)}. Sign in and open “Evaluations” to read the answer.`,
  ].join('\n\n'),
});

export const extendedEmail = (
  application: Application,
  { days, dueOn, reason }: { days: number; dueOn: string; reason: string },
) => ({
  subject: `More time for the decision on your application to lot ${application.lotNumber}`,
  text: [
    `${application.leadName} needs ${days} working days to decide on your application to ${nameLot(application)}, for this reason:`,
    reason,
    `The decision is due by ${formatDate(dueOn)}.`,
  ].join('\n\n'),
});
