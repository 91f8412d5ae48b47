import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getEvaluation } from '../domain/evaluation/evaluation-access.server.ts';
import { InterestsDeclared } from '../domain/evaluation/evaluation-form.ts';
import { declareInterests } from '../domain/evaluation/evaluators.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader } from '../ui/evaluation-header.tsx';
import { Choices, TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';

export const meta: MetaFunction = () => [{ title: 'Declare your interests – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const evaluation = await getEvaluation(db, actor, idParam(params.applicationId, 'Application'));
    return { evaluation, declared: evaluation.declared };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: InterestsDeclared });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getEvaluation(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { scores } = await declareInterests(db, actor, { id, ...submission.value });
      return submission.value.hasConflict
        ? redirectWithNotice(
            '/evaluations',
            'Your conflict of interest is recorded: somebody else deals with the application',
          )
        : redirectWithNotice(
            `/evaluations/${id}${scores ? '/score' : ''}`,
            'No conflict of interest declared: you can read the answers now',
          );
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

const CHOICES = [
  { value: 'no', label: 'No' },
  { value: 'yes', label: 'Yes', hint: 'You take no further part in this application; what you enter is kept with it' },
];

export default function DeclarePage() {
  const { evaluation, declared } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ conflict: string; note: string }>({ id: 'declare', lastResult: lastResult ?? null });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title={declared ? 'Declare a conflict of interest' : 'Declare your interests'}
        lead={
          declared
            ? 'You have declared that you have none. If you have found one since, say so: what was agreed by you or with your scores is then agreed anew, unless it is decided.'
            : 'Before you read the answers, score them, agree scores or decide. An interest is anything that could sway you or seem to: work, money, family, friendship, a dispute.'
        }
      />
      <FormPage id="declare" errors={form.allErrors} order={['conflict', 'note']}>
        <Choices
          field={fields.conflict}
          label={`Do you have a conflict of interest with ${evaluation.providerName}?`}
          type="radio"
          options={declared ? CHOICES.slice(1) : CHOICES}
        />
        <TextArea
          field={fields.note}
          label="If yes, what it is"
          hint="Commissioners of your authority read it"
          rows={4}
        />
        <div className="flex flex-wrap gap-3">
          <Button>Declare</Button>
          <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
            Back to the application
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
