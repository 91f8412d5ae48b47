import { z } from 'zod';
import { type Actor, TOKEN_SCOPES, type Token } from '../domain/accounts/actor.ts';

export const Me = z
  .strictObject({
    person: z.strictObject({ id: z.uuid(), name: z.string(), email: z.email() }),
    organisation: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(['authority', 'provider', 'operator']),
    }),
    roles: z.array(z.enum(['commissioner', 'broker', 'finance', 'manager', 'bids', 'administrator', 'operator'])),
    token: z.strictObject({
      name: z.string(),
      scopes: z.array(z.enum(TOKEN_SCOPES)),
      expiresAt: z.iso.datetime(),
    }),
  })
  .meta({
    description: 'Whom the token stands for, and what it may do',
    examples: [
      {
        person: { id: '019f0000-0000-7000-8000-000000000001', name: 'Ana Brooks', email: 'ana.brooks@example.gov.uk' },
        organisation: { id: '019f0000-0000-7000-8000-000000000002', name: 'Example Council', kind: 'authority' },
        roles: ['broker'],
        token: { name: 'Case system', scopes: ['read'], expiresAt: '2027-03-03T09:30:00.000Z' },
      },
    ],
  });

interface ShownToken {
  name: string;
  expiresAt: Date;
}

export function meResource(actor: Actor, token: Token, { name, expiresAt }: ShownToken): z.output<typeof Me> {
  return {
    person: { id: actor.userId, name: actor.name, email: actor.email },
    organisation: { id: actor.organisationId, name: actor.organisationName, kind: actor.organisationKind },
    roles: [...actor.roles],
    token: { name, scopes: [...token.scopes], expiresAt: expiresAt.toISOString() },
  };
}
