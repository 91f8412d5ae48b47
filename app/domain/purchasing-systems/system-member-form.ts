import { z } from 'zod';
import { paragraphs } from '../../lib/form-fields.ts';

const authority = z.uuid('Choose an authority');

export const MemberInvitation = z.object({ authority });

export const MemberWithdrawal = z.object({ withdraw: authority });

export const MemberRemoval = z.object({ reason: paragraphs('The reason', 'Enter a reason', 1_000) });

export const InvitationAnswer = z.object({
  answer: z.enum(['accepted', 'declined'], { error: 'Choose whether to accept or decline' }),
});
