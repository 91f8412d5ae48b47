import type { Email } from '../mail/mail.server.ts';
import type { Actor, Role } from './actor.ts';
import { nameRoles } from './roles.ts';

interface Invited {
  to: string;
  roles: readonly Role[];
  /** Who invites, for which organisation. */
  actor: Pick<Actor, 'name' | 'organisationName'>;
  link: string;
}

export function invitationEmail({ to, roles, actor, link }: Invited): Email {
  return {
    to,
    subject: `Join ${actor.organisationName} on Sufficiency Market`,
    text: [
      `${actor.name} invites you to act for ${actor.organisationName} on Sufficiency Market, as: ${nameRoles(roles).toLowerCase()}.`,
      `Open this link to join. It works once, and for 7 days:\n${link}`,
      'If you did not expect this, you need not do anything: nothing is opened without the link.',
    ].join('\n\n'),
  };
}
