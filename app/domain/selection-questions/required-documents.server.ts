import type { Db } from '#db/client.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { DAYS_OF_NOTICE } from '../admissions/admission-documents.ts';
import { recordAudit } from '../audit/audit.server.ts';
import type { RequiredDocumentsInput } from './question-form.ts';
import { keepsHistory, lockSetUp } from './system-set-up.server.ts';

/** What admitted providers keep in date, for anyone who may see the system. */
export function listRequiredDocuments(db: Db, systemId: string) {
  return db
    .selectFrom('requiredDocuments')
    .select(['documentKind', 'suspendsWhenExpired'])
    .where('systemId', '=', systemId)
    .orderBy('documentKind')
    .limit(100)
    .execute();
}

interface Required {
  documentKind: string;
  suspendsWhenExpired: boolean;
}

/**
 * Replaces which documents admitted providers keep in date, and which of them suspend on the day after they expire. One that is required
 * anew, or anew suspends, is due after a notice, where somebody may be in the system already; `dueOn` is its last day.
 */
export async function saveRequiredDocuments(
  db: Db,
  actor: Actor,
  { systemId, documents, today }: RequiredDocumentsInput & { systemId: string; today: string },
): Promise<{ dueOn: string | null }> {
  const system = await lockSetUp(db, actor, systemId);
  const before = await listRequiredDocuments(db, systemId);
  const after = Object.entries(documents)
    .filter(([, rule]) => rule !== 'no')
    .map(([documentKind, rule]) => ({ documentKind, suspendsWhenExpired: rule === 'suspends' }))
    .toSorted((a, b) => (a.documentKind < b.documentKind ? -1 : 1));
  if (JSON.stringify(before) === JSON.stringify(after)) return { dueOn: null };
  const stricter = after.filter((rule) => isStricter(rule, before));
  const notice = keepsHistory(system)
    ? { dueOn: addDays(today, DAYS_OF_NOTICE), warnedOn: null }
    : { dueOn: today, warnedOn: today };
  await removeAllBut(db, systemId, after);
  await requireAnew(db, systemId, stricter, notice);
  await relax(db, systemId, after);
  const dueOn = keepsHistory(system) && stricter.length > 0 ? notice.dueOn : null;
  await recordAudit(db, actor, {
    event: 'purchasing_system.questions_saved',
    subjectId: systemId,
    before: { documents: before },
    after: { documents: after, ...(dueOn && { dueOn }) },
  });
  return { dueOn };
}

const isStricter = ({ documentKind, suspendsWhenExpired }: Required, before: readonly Required[]): boolean => {
  const known = before.find((rule) => rule.documentKind === documentKind);
  return !known || (suspendsWhenExpired && !known.suspendsWhenExpired);
};

const removeAllBut = (db: Db, systemId: string, after: readonly Required[]) =>
  db
    .deleteFrom('requiredDocuments')
    .where('systemId', '=', systemId)
    .$if(after.length > 0, (all) =>
      all.where(
        'documentKind',
        'not in',
        after.map(({ documentKind }) => documentKind),
      ),
    )
    .execute();

async function requireAnew(
  db: Db,
  systemId: string,
  rules: readonly Required[],
  notice: { dueOn: string; warnedOn: string | null },
): Promise<void> {
  if (rules.length === 0) return;
  await db
    .insertInto('requiredDocuments')
    .values(rules.map((rule) => ({ ...rule, systemId, ...notice })))
    .onConflict((conflict) =>
      conflict.columns(['systemId', 'documentKind']).doUpdateSet((eb) => ({
        suspendsWhenExpired: eb.ref('excluded.suspendsWhenExpired'),
        dueOn: eb.ref('excluded.dueOn'),
        warnedOn: eb.ref('excluded.warnedOn'),
      })),
    )
    .execute();
}

/** What suspended and does so no more: whatever was said of its last day stays true. */
async function relax(db: Db, systemId: string, after: readonly Required[]): Promise<void> {
  const kinds = after.filter((rule) => !rule.suspendsWhenExpired).map(({ documentKind }) => documentKind);
  if (kinds.length === 0) return;
  await db
    .updateTable('requiredDocuments')
    .set({ suspendsWhenExpired: false })
    .where('systemId', '=', systemId)
    .where('documentKind', 'in', kinds)
    .where('suspendsWhenExpired', '=', true)
    .execute();
}
