import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { accommodationBySlug } from '../services/accommodation.ts';
import { type EditedLotInput, MOST_LOTS, type NewLotInput, type PublishedLotInput } from './lot-form.ts';
import { isRuleFree, type Lot, type LotKey, lockLot, updateLot } from './lots.server.ts';
import { usualModelOf } from './price-model.ts';
import { lockSystem, type PurchasingSystem } from './purchasing-systems.server.ts';
import { CONDITIONS_STAND, freezesConditions, isPublished, takesNewLots } from './system-status.ts';

/** Adds a lot, priced as lots of its kind usually are. The same form sent again gives the same lot. */
export async function createLot(
  db: Db,
  actor: Actor,
  { systemId, key, ...content }: NewLotInput & { systemId: string },
): Promise<{ id: string }> {
  const system = await lockSystem(db, actor, { systemId });
  const id = await createOnce(db, actor, { key, payload: { systemId, ...content } }, async () => {
    requireNewLots(system);
    await requireFreeNumber(db, { systemId, lotId: null }, content.number);
    return insertLot(db, actor, system, content);
  });
  return { id };
}

/** Refuses lots that come after what was published was fixed. */
export function requireNewLots(system: PurchasingSystem): void {
  if (!takesNewLots(system))
    throw new DomainError('conflict', 'Lots are added to a draft; later to what providers may join at any time alone');
  if (system.lots.length >= MOST_LOTS)
    throw new DomainError('conflict', `A purchasing system has ${MOST_LOTS} lots at most`);
}

async function insertLot(
  db: Db,
  actor: Actor,
  system: PurchasingSystem,
  { accommodationType, ...content }: Omit<NewLotInput, 'key'>,
): Promise<string> {
  const { code } = accommodationBySlug(accommodationType);
  const { id } = await db
    .insertInto('lots')
    .values({ ...content, systemId: system.id, accommodationType: code, priceModel: usualModelOf(accommodationType) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(db, actor, {
    event: 'lot.created',
    subjectId: id,
    after: {
      systemId: system.id,
      number: content.number,
      title: content.title,
      accommodationType,
      ...noticeAndUplifts(content),
    },
  });
  return id;
}

async function requireFreeNumber(
  db: Db,
  { systemId, lotId }: { systemId: string; lotId: string | null },
  number: number,
): Promise<void> {
  const other = await db
    .selectFrom('lots')
    .select(['id', 'title'])
    .where('systemId', '=', systemId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (other && other.id !== lotId)
    throw new DomainError('conflict', `Lot ${number} is there already: ${other.title}. Choose another number`);
}

type Changes = LotKey & (EditedLotInput | PublishedLotInput);

/** Changes a lot; of a published system its words alone, and its Ofsted rule while nobody is admitted; of a dynamic market its title. */
export async function saveLot(db: Db, actor: Actor, input: Changes): Promise<void> {
  const { systemId, lotId, revision, ...content } = input;
  const { system, lot } = await lockLot(db, actor, { systemId, lotId, revision });
  if ('number' in content) {
    if (isPublished(system)) throw new DomainError('conflict', 'This lot is published: its terms stand');
    await requireFreeNumber(db, { systemId, lotId }, content.number);
  }
  const ofstedRule = ('ofstedRule' in content ? content.ofstedRule : undefined) ?? lot.ofstedRule;
  if (ofstedRule !== lot.ofstedRule) await requireFreeRule(db, system, lot);
  if (freezesConditions(system) && 'description' in content && content.description !== lot.description)
    throw new DomainError('conflict', `${CONDITIONS_STAND}: what a lot asks of a provider is one of them`);
  const { accommodationType, ...columns } = 'number' in content ? content : { ...content, accommodationType: null };
  await updateLot(db, lot, {
    ...columns,
    ofstedRule,
    ...(accommodationType && { accommodationType: accommodationBySlug(accommodationType).code }),
  });
  await recordAudit(db, actor, {
    event: 'lot.saved',
    subjectId: lotId,
    before: { title: lot.title, ofstedRule: lot.ofstedRule, ...noticeAndUplifts(lot), revision },
    after: {
      title: content.title,
      ofstedRule,
      ...noticeAndUplifts('number' in content ? content : lot),
      revision: revision + 1,
    },
  });
}

const noticeAndUplifts = ({ noticeDays, upliftMonthDay }: Pick<Lot, 'noticeDays' | 'upliftMonthDay'>) => ({
  noticeDays,
  upliftMonthDay,
});

async function requireFreeRule(db: Db, system: PurchasingSystem, lot: Lot): Promise<void> {
  if (await isRuleFree(db, system, lot.id)) return;
  const why = freezesConditions(system)
    ? `${CONDITIONS_STAND}: its Ofsted rule is one of them`
    : 'Providers were admitted to this lot under its Ofsted rule: it stands';
  throw new DomainError('conflict', why);
}

/** Takes a lot out of a draft, with its prices and the questions asked for it alone. */
export async function removeLot(db: Db, actor: Actor, key: LotKey & { revision: number }): Promise<void> {
  const { system, lot } = await lockLot(db, actor, key);
  requireRemovable(system);
  await db.deleteFrom('lots').where('id', '=', lot.id).execute();
  await recordAudit(db, actor, {
    event: 'lot.removed',
    subjectId: lot.id,
    before: { systemId: system.id, number: lot.number, title: lot.title },
  });
}

export function requireRemovable(system: { status: string }): void {
  if (isPublished(system))
    throw new DomainError('conflict', 'A lot is removed from a draft alone: providers have read what is published');
}
