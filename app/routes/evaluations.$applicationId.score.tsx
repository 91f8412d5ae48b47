import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { scoringSchema } from '../domain/evaluation/evaluation-form.ts';
import { getOwnPart } from '../domain/evaluation/evaluators.server.ts';
import { getOwnScoring, saveScores } from '../domain/evaluation/scores.server.ts';
import { declaredFirst } from '../http/declared-first.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { markOrder, markValues } from '../ui/mark-fields.tsx';
import { Warning } from '../ui/notice.tsx';
import { OwnScores, ScoringForm } from '../ui/scoring-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Score an application – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.applicationId, 'Application');
    await getOwnPart(db, actor, id);
    await declaredFirst(db, actor, id);
    return getOwnScoring(db, actor, id);
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const finish = form.get('intent') === 'finish';
  const reply = (message: string) =>
    parseWithZod(form, { schema: scoringSchema([], false) }).reply({ formErrors: [`${message}. ${STALE}.`] });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { evaluation, questions } = await getOwnScoring(db, actor, idParam(params.applicationId, 'Application'));
      const submission = parseWithZod(form, { schema: scoringSchema(questions, finish) });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveScores(db, actor, { id: evaluation.id, finish, ...submission.value });
      return finish
        ? redirectWithNotice(`/evaluations/${evaluation.id}`, 'You have finished scoring')
        : redirectWithNotice(`/evaluations/${evaluation.id}/score`, 'Draft saved: only you see it');
    },
    { onConflict: (message) => data(reply(message), { status: 409 }) },
  );
}

export default function ScorePage() {
  const { evaluation, questions, answers, marks, closed } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<Record<string, string>>({
    id: 'score',
    lastResult: lastResult ?? null,
    defaultValue: markValues(marks.map(({ comment, ...mark }) => ({ ...mark, words: comment }))),
  });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title={closed ? 'Your scores' : 'Score the application'}
        lead="Score by yourself: nobody sees your scores before all evaluators have finished, and you see none of theirs."
      />
      {closed && (
        <div className="mb-6 max-w-[640px]">
          <Warning>{closed}.</Warning>
        </div>
      )}
      {closed && !lastResult ? (
        <OwnScores questions={questions} marks={marks} />
      ) : (
        <ScoringForm
          form={form}
          fields={fields}
          order={markOrder(questions)}
          evaluation={evaluation}
          questions={questions}
          answers={answers}
        />
      )}
    </>
  );
}
