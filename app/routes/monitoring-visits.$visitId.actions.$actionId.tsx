import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { actionStatus } from '../domain/monitoring/monitoring-visit.ts';
import { ActionChange } from '../domain/monitoring/monitoring-visit-form.ts';
import { closeAction, getAction, reportAction } from '../domain/monitoring/visit-actions.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, formatInstant, todayInLondon } from '../lib/dates.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { ActionStatusTag } from '../ui/monitoring-status.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Action of a monitoring visit – Sufficiency Market' }];

const keyOf = (params: LoaderFunctionArgs['params']) => ({
  visitId: idParam(params.visitId, 'Visit'),
  actionId: idParam(params.actionId, 'Action'),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { visit, ...action } = await getAction(db, actor, keyOf(params));
    const { id, providerName, visitedOn } = visit;
    return { ...action, visit: { id, providerName, visitedOn }, status: actionStatus(action, todayInLondon()) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ActionChange });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = keyOf(params);
      await getAction(db, actor, key);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const change = submission.value;
      if (change.intent === 'report') await reportAction(db, actor, { ...key, note: change.note });
      else await closeAction(db, actor, key);
      const notice = change.intent === 'report' ? 'The authority sees what you did' : 'Action closed';
      return redirectWithNotice(`/monitoring-visits/${key.visitId}`, notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function ActionPage() {
  const { visit, action: asked, owner, dueOn, status, canReport, canClose, ...done } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/monitoring-visits/${visit.id}`}>
            Visit to {visit.providerName}, {formatDate(visit.visitedOn)}
          </Link>
        }
        title="Action"
        lead={<ActionStatusTag status={status} />}
      />
      <div className="max-w-[760px]">
        <SummaryList
          rows={[
            { name: 'What has to be done', value: <span className="whitespace-pre-wrap break-words">{asked}</span> },
            { name: 'Who does it', value: owner },
            { name: 'Due on', value: formatDate(dueOn) },
            ...(done.reportedAt
              ? [
                  { name: 'Reported done', value: formatInstant(done.reportedAt) },
                  {
                    name: 'What was done',
                    value: <span className="whitespace-pre-wrap break-words">{done.providerNote}</span>,
                  },
                ]
              : []),
            ...(done.closedAt ? [{ name: 'Closed by the authority', value: formatInstant(done.closedAt) }] : []),
          ]}
        />
        {canReport && <Report />}
        {canClose && (
          <Section
            title="Close"
            lead={
              done.reportedAt
                ? 'Close it once you agree that it is done. It cannot be opened again.'
                : 'The provider has not said yet that it is done. Close it only if you know so yourself: it cannot be opened again.'
            }
          >
            <Form method="post">
              <Button name="intent" value="close">
                Close action
              </Button>
            </Form>
          </Section>
        )}
      </div>
    </>
  );
}

function Report() {
  const { providerNote } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ intent: string; note?: string }>({
    id: 'report',
    lastResult: lastResult ?? null,
    defaultValue: { note: providerNote },
  });
  return (
    <Section
      title={providerNote ? 'Change what you reported' : 'Report that it is done'}
      lead="The authority reads it, and closes the action once it agrees."
    >
      <FormPage id="report" errors={form.allErrors}>
        <TextArea
          field={fields.note}
          label="What was done"
          hint="Never name a child, or write anything that tells who one is."
          rows={5}
        />
        <Button name="intent" value="report">
          Report as done
        </Button>
      </FormPage>
    </Section>
  );
}
