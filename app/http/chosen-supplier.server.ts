import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { Actor } from '../domain/accounts/actor.ts';
import { getSupplier, listSuppliers, requireMonitor } from '../domain/monitoring/suppliers.server.ts';
import { idParam } from './params.ts';

const chosen = (request: Request) => new URL(request.url).searchParams.get('provider');

/** For a page about a provider that its address names, or else about which to choose: with the key of its form. */
export async function readSupplierOrChoice(request: Request, db: Db, actor: Actor) {
  requireMonitor(actor);
  const providerId = chosen(request);
  if (!providerId) return { suppliers: await listSuppliers(db, actor), supplier: null };
  return { suppliers: [], supplier: await getSupplier(db, actor, idParam(providerId, 'Provider')), key: randomUUID() };
}

/** The provider that the address of a form names. */
export async function readChosenSupplier(request: Request, db: Db, actor: Actor) {
  requireMonitor(actor);
  return getSupplier(db, actor, idParam(chosen(request) ?? undefined, 'Provider'));
}
