import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { discardLotApplication } from '../domain/lot-applications/application-commands.server.ts';
import { withdrawLotApplication } from '../domain/lot-applications/application-submission.server.ts';
import { Withdrawal } from '../domain/lot-applications/lot-application-form.ts';
import { getLotApplicationToWrite } from '../domain/lot-applications/lot-applications.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { lotInWords } from '../ui/lot-application.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Withdraw – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const application = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
    const { id, status, submission, leadName, lotNumber, lotTitle } = application;
    return { id, status, submission, leadName, lot: lotInWords({ lotNumber, lotTitle }) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: Withdrawal });
  return withActor(
    request,
    async ({ db, actor }) => {
      const application = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
      const { id } = application;
      if (application.status === 'draft' && application.submission === 0) {
        await discardLotApplication(db, actor, { id });
        return redirectWithNotice('/lot-applications', 'Draft discarded');
      }
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await withdrawLotApplication(db, actor, { id, reason: submission.value.reason });
      return redirectWithNotice(`/lot-applications/${id}`, `Application withdrawn: ${application.leadName} is told`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function WithdrawLotApplicationPage() {
  const { id, status, submission, leadName, lot } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ reason: string }>({
    id: 'withdraw',
    lastResult: useActionData<typeof action>() ?? null,
  });
  const isNew = status === 'draft' && submission === 0;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/lot-applications/${id}`}>
            {lot}
          </Link>
        }
        title={isNew ? 'Discard this draft?' : 'Withdraw this application?'}
        lead={
          isNew
            ? 'Its answers are deleted. Those in your profile stay.'
            : `${leadName} stops evaluating it and reads your reason. You may apply again while the purchasing system takes applications.`
        }
      />
      <FormPage id={form.id} errors={form.allErrors}>
        {!isNew && <TextArea field={fields.reason} label="Reason" hint={`${leadName} reads it`} rows={4} />}
        <div className="flex flex-wrap gap-3">
          <Button look="danger">{isNew ? 'Discard draft' : 'Withdraw application'}</Button>
          <ButtonLink to={`/lot-applications/${id}`} look="secondary">
            Keep it
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
