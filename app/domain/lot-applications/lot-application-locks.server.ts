import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import type { LotApplication } from './lot-application.ts';
import { findLotApplication, getLotApplicationHead, requireWriter } from './lot-applications.server.ts';

/** An application that is being evaluated, held until the transaction ends, for a commissioner of the authority that leads. */
export async function lockForEvaluation(db: Db, actor: Actor, id: string): Promise<LotApplication> {
  const seen = await findLotApplication(db, actor, id);
  if (!seen) throw new DomainError('not-found', 'Application not found');
  if (!canRunSystem(actor, seen)) {
    throw new DomainError('forbidden', 'Commissioners of the authority that leads evaluate applications');
  }
  const { rows } = await sql<{ belongs: boolean }>`
    select is_member_of(${actor.userId}::uuid, ${seen.providerId}::uuid) as belongs
  `.execute(db);
  if (rows[0]?.belongs) {
    throw new DomainError('forbidden', 'You belong to this provider: somebody else evaluates its applications');
  }
  return lock(db, actor, seen, 'submitted');
}

/** A provider's own application in the status, held until the transaction ends, for those who write its bids. */
export async function lockOwn(
  db: Db,
  actor: Actor,
  id: string,
  ...statuses: ('draft' | 'submitted')[]
): Promise<LotApplication> {
  const seen = await getLotApplicationHead(db, actor, id);
  requireWriter(actor, seen);
  return lock(db, actor, seen, ...statuses);
}

async function lock(
  db: Db,
  actor: Actor,
  seen: LotApplication,
  ...statuses: LotApplication['status'][]
): Promise<LotApplication> {
  // Row level security locks a row for those alone who may change it: nobody a decided one.
  if (!statuses.includes(seen.status)) throw refusal(seen);
  await db.selectFrom('lotApplications').select('id').where('id', '=', seen.id).forUpdate().executeTakeFirst();
  const locked = await findLotApplication(db, actor, seen.id);
  if (!locked) throw new DomainError('conflict', 'The provider has taken this application back to change it');
  if (!statuses.includes(locked.status)) throw refusal(locked);
  return locked;
}

const REFUSALS: Record<LotApplication['status'], string> = {
  draft: 'This application is a draft: it is not submitted',
  submitted: 'This application is submitted: reopen it to change it',
  withdrawn: 'This application was withdrawn',
  accepted: 'This application is decided: the provider was admitted',
  rejected: 'This application is decided: the provider was not admitted',
};

const refusal = ({ status }: LotApplication) => new DomainError('conflict', REFUSALS[status]);
