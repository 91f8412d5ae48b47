import { redirect } from '@remix-run/node';
import type { Db } from '#db/client.ts';
import type { Actor } from '../domain/accounts/actor.ts';
import { type Evaluation, getEvaluation } from '../domain/evaluation/evaluation-access.server.ts';

/** The application, for a page that shows what it says or how it is scored: whoever has not declared their interests does that first. */
export async function declaredFirst(db: Db, actor: Actor, id: string): Promise<Evaluation> {
  const evaluation = await getEvaluation(db, actor, id);
  if (!evaluation.declared) throw redirect(`/evaluations/${id}/declare`);
  return evaluation;
}
