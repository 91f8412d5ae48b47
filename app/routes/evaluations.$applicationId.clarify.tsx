import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { askProvider } from '../domain/evaluation/clock-commands.server.ts';
import { closedBecause, getDeclaredEvaluation } from '../domain/evaluation/evaluation-access.server.ts';
import { ClarificationQuestion } from '../domain/evaluation/evaluation-form.ts';
import { declaredFirst } from '../http/declared-first.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Ask a clarification – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const evaluation = await declaredFirst(db, actor, idParam(params.applicationId, 'Application'));
    return { evaluation, closed: closedBecause(evaluation), key: randomUUID() };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ClarificationQuestion });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getDeclaredEvaluation(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await askProvider(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/evaluations/${id}`, 'Asked: the clock stands until the provider answers');
    },
    {
      onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${STALE}.`] }), { status: 409 }),
    },
  );
}

export default function ClarifyPage() {
  const { evaluation, closed, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ question: string; key: string }>({ id: 'clarify', lastResult: lastResult ?? null });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title="Ask a clarification"
        lead="The provider gets your question by e-mail and answers it here. The clock stands until it does, or until its time for that is up."
      />
      {closed && <Warning>{closed}.</Warning>}
      {(!closed || lastResult) && (
        <FormPage id="clarify" errors={form.allErrors}>
          <input type="hidden" name="key" value={key} />
          <TextArea
            field={fields.question}
            label="Your question"
            hint="About what is unclear in its answers: a clarification adds nothing new to them"
            rows={5}
          />
          <div className="flex flex-wrap gap-3">
            <Button>Ask the provider</Button>
            <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
              Back to the application
            </ButtonLink>
          </div>
        </FormPage>
      )}
    </>
  );
}
