import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { askClarification } from '../lot-applications/clarifications.server.ts';
import { extendTime } from '../lot-applications/evaluation-time.server.ts';
import { getDeclaredEvaluation, getEvaluation } from './evaluation-access.server.ts';
import type { ClarificationInput } from './evaluation-form.ts';

/** Asks the provider, while the clock stands. The same form sent again asks once; who asks has declared their interests. */
export async function askProvider(
  db: Db,
  actor: Actor,
  { id, key, question, answerDueOn }: ClarificationInput & { id: string },
): Promise<void> {
  await getDeclaredEvaluation(db, actor, id);
  const payload = { applicationId: id, question, answerDueOn };
  await createOnce(db, actor, { key, payload }, async () => (await askClarification(db, actor, payload)).id);
}

/** Gives the evaluation its longer time; not for whoever has a conflict of interest. */
export async function extendEvaluation(
  db: Db,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<{ dueOn: string }> {
  await getEvaluation(db, actor, id);
  return extendTime(db, actor, { applicationId: id, reason });
}
