import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isScored, reopenLotApplication } from '../domain/lot-applications/application-submission.server.ts';
import { AsTyped } from '../domain/lot-applications/lot-application-form.ts';
import { getLotApplicationToWrite } from '../domain/lot-applications/lot-applications.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { lotInWords } from '../ui/lot-application.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Change an application – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const application = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
    const { id, status, leadName, evaluationDays, lotNumber, lotTitle } = application;
    const canReopen = status === 'submitted' && !(await isScored(db, id));
    return { id, canReopen, leadName, evaluationDays, lot: lotInWords({ lotNumber, lotTitle }) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: AsTyped });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await reopenLotApplication(db, actor, { id });
      return redirectWithNotice(
        `/lot-applications/${id}`,
        'The application is a draft again: submit it once it is changed',
      );
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function ReopenLotApplicationPage() {
  const { id, canReopen, leadName, evaluationDays, lot } = useLoaderData<typeof loader>();
  const [form] = useForm({ id: 'reopen', lastResult: useActionData<typeof action>() ?? null });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/lot-applications/${id}`}>
            {lot}
          </Link>
        }
        title="Change this application?"
      />
      <FormPage id={form.id} errors={form.allErrors}>
        {canReopen ? (
          <div className="prose">
            <p>It becomes a draft again:</p>
            <ul>
              <li>{leadName} stops reading it, and no time runs</li>
              <li>you change the answers and submit it again</li>
              <li>the clock then begins anew: the decision is due {evaluationDays} working days after that</li>
              <li>if the purchasing system closes to applications before, it cannot be submitted any more</li>
            </ul>
          </div>
        ) : (
          <Warning>
            It cannot be changed any more: {leadName} has begun to score it, or it is not being evaluated. If something
            in it is no longer true, write to {leadName}, or withdraw it.
          </Warning>
        )}
        <div className="flex flex-wrap gap-3">
          {canReopen && <Button>Change application</Button>}
          <ButtonLink to={`/lot-applications/${id}`} look="secondary">
            {canReopen ? 'Keep it as it is' : 'Back to the application'}
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
