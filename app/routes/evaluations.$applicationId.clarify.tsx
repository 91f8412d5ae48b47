import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { askProvider } from '../domain/evaluation/clock-commands.server.ts';
import { closedBecause, getDeclaredEvaluation } from '../domain/evaluation/evaluation-access.server.ts';
import { type ClarificationFields, clarificationSchema } from '../domain/evaluation/evaluation-form.ts';
import { listAnswerDays } from '../domain/lot-applications/clarifications.server.ts';
import { declaredFirst } from '../http/declared-first.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, toThreeFields } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { DateField, TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Ask a clarification – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const evaluation = await declaredFirst(db, actor, idParam(params.applicationId, 'Application'));
    const answerDays = await listAnswerDays(db, evaluation);
    return { evaluation, closed: closedBecause(evaluation), answerDays, key: randomUUID() };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const reply = (message: string) =>
    parseWithZod(form, { schema: clarificationSchema() }).reply({ formErrors: [`${message}. ${STALE}.`] });
  return withActor(
    request,
    async ({ db, actor }) => {
      const evaluation = await getDeclaredEvaluation(db, actor, idParam(params.applicationId, 'Application'));
      const submission = parseWithZod(form, { schema: clarificationSchema(await listAnswerDays(db, evaluation)) });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { id } = evaluation;
      await askProvider(db, actor, { id, ...submission.value });
      const longest = formatDate(submission.value.answerDueOn);
      const notice = `Asked: the clock stands until the provider answers, at the longest to ${longest}`;
      return redirectWithNotice(`/evaluations/${id}`, notice);
    },
    { onConflict: (message) => data(reply(message), { status: 409 }) },
  );
}

export default function ClarifyPage() {
  const { evaluation, closed, answerDays, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ClarificationFields>({
    id: 'clarify',
    lastResult: lastResult ?? null,
    defaultValue: { answerDueOn: toThreeFields(answerDays.usual) },
  });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title="Ask a clarification"
        lead="The provider gets your question by e-mail and answers it here. The clock stands until it does, at the longest to the end of the day that you give it."
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
          <DateField
            field={fields.answerDueOn}
            label="Answer by"
            hint={`${countOf(evaluation.clarificationDays, 'working day')}, unless you choose otherwise: from ${formatDate(answerDays.earliest)} to ${formatDate(answerDays.latest)}`}
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
