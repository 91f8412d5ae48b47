import type { Email } from '../mail/mail.server.ts';

type Letter = Omit<Email, 'to'>;

interface About {
  id: string;
  title: string;
  leadName: string;
}

export const invitedEmail = ({ id, title, leadName }: About, publicUrl: string): Letter => ({
  subject: `${leadName} asks your authority to join a purchasing system`,
  text: [
    `${leadName} asks your authority to join “${title}”. Members buy places under it, at the prices that its providers hold.`,
    `Read its lots and terms, then accept or decline:\n${new URL(`/purchasing-systems/${id}/invitation`, publicUrl).href}`,
  ].join('\n\n'),
});

export const withdrawnEmail = ({ title, leadName }: About): Letter => ({
  subject: `${leadName} has withdrawn an invitation`,
  text: `${leadName} has withdrawn its invitation to join “${title}”. You need not do anything.`,
});

export const removedEmail = ({ title, leadName }: About, reason: string): Letter => ({
  subject: `Your authority does not buy under “${title}” any more`,
  text: [
    `${leadName} has ended your authority’s membership of “${title}”, for this reason:`,
    reason,
    'Children placed already stay where they are, at the prices agreed for them. New places cannot be bought under it.',
  ].join('\n\n'),
});

export const answeredEmail = ({ title }: About, authority: string, answer: 'accepted' | 'declined'): Letter => ({
  subject: `${authority} has ${answer} to join “${title}”`,
  text:
    answer === 'accepted'
      ? `${authority} has accepted your invitation: it is a member of “${title}” from today.`
      : `${authority} has declined your invitation to join “${title}”. You may ask again.`,
});
