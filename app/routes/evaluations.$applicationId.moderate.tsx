import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { moderationSchema } from '../domain/evaluation/evaluation-form.ts';
import { agreeScores, getModerationDesk, startingMarks } from '../domain/evaluation/moderation.server.ts';
import { declaredFirst } from '../http/declared-first.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { markValues } from '../ui/mark-fields.tsx';
import { ModerationForm } from '../ui/moderation-form.tsx';
import { Warning } from '../ui/notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Agree the scores – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { id } = await declaredFirst(db, actor, idParam(params.applicationId, 'Application'));
    const desk = await getModerationDesk(db, actor, id);
    return { ...desk, starting: startingMarks(desk) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const reply = (message: string) =>
    parseWithZod(form, { schema: moderationSchema([], []) }).reply({ formErrors: [`${message}. ${STALE}.`] });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { evaluation, questions, scores } = await getModerationDesk(
        db,
        actor,
        idParam(params.applicationId, 'Application'),
      );
      const submission = parseWithZod(form, { schema: moderationSchema(questions, scores) });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await agreeScores(db, actor, { id: evaluation.id, ...submission.value });
      return redirectWithNotice(`/evaluations/${evaluation.id}`, 'Scores agreed: the application can be decided');
    },
    { onConflict: (message) => data(reply(message), { status: 409 }) },
  );
}

export default function ModeratePage() {
  const { evaluation, questions, evaluators, scores, agreement, blocked, starting } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<Record<string, string>>({
    id: 'moderate',
    lastResult: lastResult ?? null,
    defaultValue: markValues(starting.map(({ reason, ...mark }) => ({ ...mark, words: reason }))),
  });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title="Agree the scores"
        lead="One score for each question, with a reason wherever it is not what every evaluator gave. The provider reads the agreed scores and reasons, never who gave what."
      />
      {blocked && (
        <div className="mb-6 max-w-[640px]">
          <Warning>{blocked}.</Warning>
        </div>
      )}
      {blocked && !lastResult ? (
        <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
          Back to the application
        </ButtonLink>
      ) : (
        <ModerationForm
          form={form}
          fields={fields}
          evaluation={evaluation}
          version={agreement.version}
          questions={questions}
          evaluators={evaluators}
          scores={scores}
        />
      )}
    </>
  );
}
