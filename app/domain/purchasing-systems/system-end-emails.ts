import { addDays, formatDate } from '../../lib/dates.ts';

interface About {
  title: string;
  leadName: string;
  /** The first day on which it is no longer in force, ISO; null: its lead ended it before. */
  pastEnd: string | null;
  address: string;
}

const howItEnded = ({ title, leadName, pastEnd }: About): string =>
  pastEnd === null
    ? `${leadName} has ended its purchasing system “${title}”.`
    : `The last day of “${title}”, a purchasing system of ${leadName}, was ${formatDate(addDays(pastEnd, -1))}: it has ended.`;

const STAY = 'Children placed already stay where they are, at the prices agreed for them.';

export const endedForProviderEmail = (about: About, is: 'admitted' | 'waiting') => ({
  subject: `“${about.title}” has ended`,
  text: [
    howItEnded(about),
    is === 'admitted'
      ? `No new places are bought from you under it. ${STAY}`
      : 'Your application to it was still waiting: nobody can be admitted any more.',
    `What it was:\n${about.address}`,
  ].join('\n\n'),
});

export const endedForMembersEmail = (about: About) => ({
  subject: `“${about.title}” has ended`,
  text: [
    howItEnded(about),
    `Your authority cannot buy new places under it: its prices have left your searches. ${STAY}`,
    `What it was:\n${about.address}`,
  ].join('\n\n'),
});
