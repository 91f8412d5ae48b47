import { formatDate } from '../../lib/dates.ts';
import type { Email } from '../mail/mail.server.ts';

interface Decided {
  providerName: string;
  lotNumber: number;
  lotTitle: string;
  systemTitle: string;
  authorityName: string;
  reason: string;
  outcomeUrl: string;
}

const aboutScores = ({ outcomeUrl }: Decided) => `Your scores, with the reasons for them, are here:\n${outcomeUrl}`;

export function acceptedEmail(decided: Decided & { tier: number | null; held: number }): Omit<Email, 'to'> {
  const { providerName, lotNumber, lotTitle, systemTitle, authorityName, reason, tier, held } = decided;
  return {
    subject: `Your application to lot ${lotNumber} of ${systemTitle} is accepted`,
    text: [
      `${authorityName} has accepted the application of ${providerName} to lot ${lotNumber}, ${lotTitle}, of ${systemTitle}${tier === null ? '' : `, in tier ${tier}`}.`,
      `The reasons:\n${reason}`,
      ...(held > 0
        ? [
            `The lot has a rule on Ofsted’s judgements. ${held === 1 ? 'One of your services' : `${held} of your services`} cannot take new referrals under this lot for now: your services page says which.`,
          ]
        : []),
      aboutScores(decided),
    ].join('\n\n'),
  };
}

export function rejectedEmail(decided: Decided): Omit<Email, 'to'> {
  const { providerName, lotNumber, lotTitle, systemTitle, authorityName, reason } = decided;
  return {
    subject: `Your application to lot ${lotNumber} of ${systemTitle} is not accepted`,
    text: [
      `${authorityName} has not accepted the application of ${providerName} to lot ${lotNumber}, ${lotTitle}, of ${systemTitle}.`,
      `The reasons:\n${reason}`,
      aboutScores(decided),
    ].join('\n\n'),
  };
}

interface Assigned {
  lotNumber: number;
  lotTitle: string;
  systemTitle: string;
  dueOn: string;
}

/** Names no provider: who reads it may have a conflict of interest yet. */
export const assignedEmail = (
  { lotNumber, lotTitle, systemTitle, dueOn }: Assigned,
  evaluationUrl: string,
): Omit<Email, 'to'> => ({
  subject: `You are asked to score an application to lot ${lotNumber} of ${systemTitle}`,
  text: [
    `You are asked to score an application to lot ${lotNumber}, ${lotTitle}, of ${systemTitle}. The decision is due by ${formatDate(dueOn)}.`,
    `Declare your interests first, then read and score it:\n${evaluationUrl}`,
  ].join('\n\n'),
});
