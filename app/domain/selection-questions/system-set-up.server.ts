import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import { CONDITIONS_STAND, freezesConditions } from '../purchasing-systems/system-status.ts';
import { STATUS_NOW } from '../purchasing-systems/system-status-now.server.ts';

/** A purchasing system as those see it who set up what it asks. */
export interface SystemSetUp {
  id: string;
  title: string;
  kind: string;
  status: string;
  leadAuthorityId: string;
  lots: { id: string; number: number; title: string }[];
}

/** A purchasing system that the actor runs. */
export async function getSetUp(db: Db, actor: Actor, systemId: string): Promise<SystemSetUp> {
  const system = await findSystem(db, actor, systemId).executeTakeFirst();
  if (!system) throw new DomainError('not-found', 'Purchasing system not found');
  if (!canRunSystem(actor, system))
    throw new DomainError('forbidden', 'Only commissioners of the authority that leads it set up a purchasing system');
  const lots = await db
    .selectFrom('lots')
    .select(['id', 'number', 'title'])
    .where('systemId', '=', systemId)
    .orderBy('number')
    .limit(200)
    .execute();
  return { ...system, lots };
}

/** The same, held until the transaction ends, where what it asks of applicants may still change. */
export async function lockSetUp(db: Db, actor: Actor, systemId: string): Promise<SystemSetUp> {
  const seen = await getSetUp(db, actor, systemId);
  const { status } = await findSystem(db, actor, systemId).forUpdate('purchasingSystems').executeTakeFirstOrThrow();
  const refusal = whyFixed({ ...seen, status });
  if (refusal) throw new DomainError('conflict', refusal);
  return { ...seen, status };
}

/** Why what a system asks of applicants does not change any more; undefined where it may. */
export function whyFixed(system: Pick<SystemSetUp, 'kind' | 'status'>): string | undefined {
  if (freezesConditions(system)) return `${CONDITIONS_STAND}: Procurement Act 2023, section 36`;
  if (system.status === 'ended') return 'This purchasing system has ended: nobody can apply to it any more';
  return undefined;
}

/** Whether applicants may have answered what is asked: it is then kept for them as it was. */
export const keepsHistory = ({ status }: Pick<SystemSetUp, 'status'>): boolean =>
  status === 'open' || status === 'closed';

const findSystem = (db: Db, actor: Actor, systemId: string) =>
  db
    .selectFrom('purchasingSystems')
    .select(['id', 'title', 'kind', STATUS_NOW.as('status'), 'leadAuthorityId'])
    .where('id', '=', systemId)
    .where((eb) => eb.or([eb('status', '!=', 'draft'), eb('leadAuthorityId', '=', actor.organisationId)]));
