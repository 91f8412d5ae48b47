import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { slugsFor } from '../organisation-applications/slug.ts';
import type { EditedDraftInput, EditedSystemInput, NewSystemInput } from './purchasing-system-form.ts';
import { canCreateSystem } from './purchasing-system-policy.ts';
import { lockSystem, type PurchasingSystem } from './purchasing-systems.server.ts';
import { CONDITIONS_STAND, freezesConditions, isPublished } from './system-status.ts';
import { LONDON_TODAY } from './system-status-now.server.ts';

export function requireSystemCreator(actor: Actor): void {
  if (!canCreateSystem(actor)) throw new DomainError('forbidden', 'Only commissioners begin a purchasing system');
}

/** Begins a draft; the authority that leads it is its first member. The same form sent again gives the same draft. */
export async function createSystem(db: Db, actor: Actor, input: NewSystemInput): Promise<{ id: string }> {
  requireSystemCreator(actor);
  const { key, ...content } = input;
  const id = await createOnce(db, actor, { key, payload: content }, () => insertSystem(db, actor, content));
  return { id };
}

async function insertSystem(db: Db, actor: Actor, content: Omit<NewSystemInput, 'key'>): Promise<string> {
  const id = await insertUnderFreeSlug(db, actor, content);
  await db
    .insertInto('purchasingSystemMembers')
    .values({ systemId: id, authorityId: actor.organisationId, joinedOn: LONDON_TODAY })
    .execute();
  await recordAudit(db, actor, {
    event: 'purchasing_system.created',
    subjectId: id,
    after: { title: content.title, kind: content.kind, regime: content.regime, revision: 1 },
  });
  return id;
}

/** Slugs of others' drafts are hidden, and taken all the same. */
async function insertUnderFreeSlug(db: Db, actor: Actor, content: Omit<NewSystemInput, 'key'>): Promise<string> {
  for (const slug of slugsFor(content.title)) {
    const made = await db
      .insertInto('purchasingSystems')
      .values({ ...content, slug, status: 'draft', leadAuthorityId: actor.organisationId })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) return made.id;
  }
  throw new DomainError('conflict', 'Too many purchasing systems have this title: choose another');
}

type Changes = (EditedDraftInput | EditedSystemInput) & { id: string };

/**
 * Changes what a system says; of one that is published none of its terms, of a dynamic market nor how a provider joins it. Refused where
 * somebody has changed it since the form was filled.
 */
export async function saveSystem(db: Db, actor: Actor, input: Changes): Promise<void> {
  const { id, revision, ...content } = input;
  const system = await lockSystem(db, actor, { systemId: id, revision });
  if (system.status === 'ended')
    throw new DomainError('conflict', 'This purchasing system has ended: it stays as it is');
  if (isPublished(system) && 'kind' in content)
    throw new DomainError('conflict', 'This purchasing system is published: its kind, its dates and its terms stand');
  if (freezesConditions(system) && 'howToJoin' in content && content.howToJoin !== system.howToJoin)
    throw new DomainError('conflict', `${CONDITIONS_STAND}: how a provider joins is one of them`);
  await db
    .updateTable('purchasingSystems')
    .set({ ...content, revision: system.revision + 1, updatedAt: NOW })
    .where('id', '=', id)
    .execute();
  await recordAudit(db, actor, {
    event: 'purchasing_system.saved',
    subjectId: id,
    before: { title: system.title, revision },
    after: { title: content.title, revision: revision + 1 },
  });
}

/** What any other command changes of the system itself: forms that were filled before are refused then. */
export async function updateSystem(
  db: Db,
  system: Pick<PurchasingSystem, 'id' | 'revision'>,
  changes: Partial<Record<'status' | 'endsOn', string>> & { publishes?: boolean } = {},
): Promise<void> {
  const { publishes, ...columns } = changes;
  await db
    .updateTable('purchasingSystems')
    .set({ ...columns, ...(publishes && { publishedAt: NOW }), revision: system.revision + 1, updatedAt: NOW })
    .where('id', '=', system.id)
    .execute();
}

const NOW = sql<Date>`clock_timestamp()`;
