import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import type { RequiredDocumentsInput } from './question-form.ts';
import { lockSetUp } from './system-set-up.server.ts';

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

/** Replaces which documents admitted providers keep in date, and which of them suspend on the day they expire. */
export async function saveRequiredDocuments(
  db: Db,
  actor: Actor,
  { systemId, documents }: RequiredDocumentsInput & { systemId: string },
): Promise<void> {
  await lockSetUp(db, actor, systemId);
  const before = await listRequiredDocuments(db, systemId);
  const after = Object.entries(documents)
    .filter(([, rule]) => rule !== 'no')
    .map(([documentKind, rule]) => ({ documentKind, suspendsWhenExpired: rule === 'suspends' }))
    .toSorted((a, b) => (a.documentKind < b.documentKind ? -1 : 1));
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  await db.deleteFrom('requiredDocuments').where('systemId', '=', systemId).execute();
  if (after.length > 0) {
    await db
      .insertInto('requiredDocuments')
      .values(after.map((row) => ({ ...row, systemId })))
      .execute();
  }
  await recordAudit(db, actor, {
    event: 'purchasing_system.questions_saved',
    subjectId: systemId,
    before: { documents: before },
    after: { documents: after },
  });
}
