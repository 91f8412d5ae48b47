import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { extendEvaluation } from '../domain/evaluation/clock-commands.server.ts';
import { getEvaluation } from '../domain/evaluation/evaluation-access.server.ts';
import { getEvaluationFile } from '../domain/evaluation/evaluation-file.server.ts';
import { Extension } from '../domain/evaluation/evaluation-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Extend the time – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.applicationId, 'Application');
    const file = await getEvaluationFile(db, actor, { id, today: todayInLondon() });
    const { canExtend, evaluationDays, extendedEvaluationDays, providerName, lotNumber, lotTitle, systemTitle } = file;
    const evaluation = { id, providerName, lotNumber, lotTitle, systemTitle };
    return { evaluation, canExtend, evaluationDays, extendedEvaluationDays, dueOn: file.dueOn };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: Extension });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getEvaluation(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { dueOn } = await extendEvaluation(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/evaluations/${id}`, `The decision is now due by ${formatDate(dueOn)}`);
    },
    {
      onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${STALE}.`] }), { status: 409 }),
    },
  );
}

export default function ExtendPage() {
  const { evaluation, canExtend, evaluationDays, extendedEvaluationDays, dueOn } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ reason: string }>({ id: 'extend', lastResult: lastResult ?? null });
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title="Extend the time"
        lead={`The decision is due by ${formatDate(dueOn)}. Extended, it has ${countOf(extendedEvaluationDays, 'working day')} instead of ${evaluationDays}: once, and only where that is justified.`}
      />
      {!canExtend && (
        <div className="mb-6 max-w-[640px]">
          <Warning>The time of this application cannot be extended: it was before, or the time is up.</Warning>
        </div>
      )}
      {(canExtend || lastResult) && (
        <FormPage id="extend" errors={form.allErrors}>
          <TextArea
            field={fields.reason}
            label="Why more time is needed"
            hint="The provider is told, word for word"
            rows={4}
          />
          <div className="flex flex-wrap gap-3">
            <Button>Extend the time</Button>
            <ButtonLink to={`/evaluations/${evaluation.id}`} look="secondary">
              Leave it as it is
            </ButtonLink>
          </div>
        </FormPage>
      )}
    </>
  );
}
