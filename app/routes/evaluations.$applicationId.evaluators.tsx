import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { closedBecause, getEvaluation } from '../domain/evaluation/evaluation-access.server.ts';
import { EvaluatorsChange } from '../domain/evaluation/evaluation-form.ts';
import {
  assignEvaluators,
  listAssignable,
  listEvaluators,
  removeEvaluator,
} from '../domain/evaluation/evaluators.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader } from '../ui/evaluation-header.tsx';
import { Choices } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { Section } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Evaluators – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const evaluation = await getEvaluation(db, actor, idParam(params.applicationId, 'Application'));
    const evaluators = await listEvaluators(db, evaluation);
    return {
      evaluation,
      closed: closedBecause(evaluation),
      removable: evaluators.filter(({ scores, finished }) => scores && !finished),
      assignable: await listAssignable(db, actor, evaluation.id),
    };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: EvaluatorsChange });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getEvaluation(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const change = submission.value;
      if (change.intent === 'remove') {
        await removeEvaluator(db, actor, { id, userId: change.evaluator });
        return redirectWithNotice(`/evaluations/${id}/evaluators`, 'Taken off: what they had scored does not count');
      }
      await assignEvaluators(db, actor, { id, evaluators: change.evaluators, publicUrl: config.publicUrl });
      return redirectWithNotice(
        `/evaluations/${id}`,
        'Evaluators assigned, and told by e-mail: each declares their interests, then scores',
      );
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function EvaluatorsPage() {
  const { evaluation, closed, removable, assignable } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ evaluators: string[] }>({ id: 'assign', lastResult: lastResult ?? null });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title="Assign evaluators"
        lead="Commissioners of your authority. Each scores alone; nobody sees another’s scores before all have finished. Two or more make a fair evaluation."
      />
      {closed && <Warning>{closed}.</Warning>}
      {!closed && (
        <FormPage id="assign" errors={form.allErrors}>
          <input type="hidden" name="intent" value="assign" />
          {assignable.length === 0 ? (
            <Warning>
              There is nobody else to ask. Once somebody has finished scoring, only commissioners who have not opened
              the answers can be; an administrator of your authority can invite another commissioner.
            </Warning>
          ) : (
            <Choices
              field={fields.evaluators}
              label="Who scores it"
              hint="Left out: who belongs to the provider or has a conflict of interest, and, once somebody has finished scoring, who may have read scores"
              type="checkbox"
              options={assignable.map(({ userId, name }) => ({ value: userId, label: name }))}
            />
          )}
          <div className="flex flex-wrap gap-3">
            {assignable.length > 0 && <Button>Assign</Button>}
            <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
              Back to the application
            </ButtonLink>
          </div>
        </FormPage>
      )}
      {!closed && removable.length > 0 && (
        <Section title="Assigned, and not finished" lead="Who has finished stays: their scores stand.">
          <ul className="max-w-[640px] divide-y divide-line border-y border-line">
            {removable.map(({ userId, name }) => (
              <li key={userId} className="flex flex-wrap items-center justify-between gap-3 py-2">
                <span className="break-words">{name}</span>
                <Form method="post">
                  <input type="hidden" name="intent" value="remove" />
                  <Button look="danger" name="evaluator" value={userId}>
                    Take off<span className="sr-only"> {name}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
