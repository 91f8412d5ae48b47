import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { isAnnounced } from '../domain/monitoring/monitoring-visit.ts';
import { Cancellation } from '../domain/monitoring/monitoring-visit-form.ts';
import { cancelVisit, getVisitToCancel } from '../domain/monitoring/planned-visits.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Call a visit off – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const visit = await getVisitToCancel(db, actor, idParam(params.visitId, 'Visit'));
    const { id, providerName, visitedOn } = visit;
    return { id, providerName, visitedOn, announced: isAnnounced(visit) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: Cancellation });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getVisitToCancel(db, actor, idParam(params.visitId, 'Visit'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await cancelVisit(db, actor, { id, reason: submission.value.reason, publicUrl: config.publicUrl });
      return redirectWithNotice(`/monitoring-visits/${id}`, 'The visit is called off');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function CancelVisitPage() {
  const { id, providerName, visitedOn, announced } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ reason?: string }>({ id: 'cancel', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/monitoring-visits/${id}`}>
            Visit to {providerName}, {formatDate(visitedOn)}
          </Link>
        }
        title="Call this visit off?"
        lead={
          announced
            ? 'The provider gets an e-mail with the reason. To move the visit to another day, call it off and plan it anew.'
            : 'The provider knows nothing of it, and is not told. To move the visit to another day, call it off and plan it anew.'
        }
      />
      <FormPage id="cancel" errors={form.allErrors}>
        <TextArea field={fields.reason} label="Reason" rows={4} />
        <div className="flex flex-wrap gap-3">
          <Button>Call the visit off</Button>
          <ButtonLink to={`/monitoring-visits/${id}`} look="secondary">
            Keep the visit
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
