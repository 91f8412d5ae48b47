import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import {
  editedVisitSchema,
  toVisitFields,
  VISIT_LISTS,
  type VisitFields,
} from '../domain/monitoring/monitoring-visit-form.ts';
import { getVisitToWrite } from '../domain/monitoring/monitoring-visits.server.ts';
import { listVisitableServices } from '../domain/monitoring/suppliers.server.ts';
import { saveVisit } from '../domain/monitoring/visit-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { VisitForm } from '../ui/monitoring-visit-form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit monitoring visit – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const visit = await getVisitToWrite(db, actor, idParam(params.visitId, 'Visit'));
    const { id, providerId, providerName, status } = visit;
    const services = await listVisitableServices(db, providerId);
    return {
      id,
      providerName,
      services,
      isOpen: status === 'draft' || status === 'planned',
      stored: toVisitFields(visit),
    };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request, { lists: VISIT_LISTS });
  const submission = parseWithZod(form, { schema: editedVisitSchema(todayInLondon()) });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getVisitToWrite(db, actor, idParam(params.visitId, 'Visit'));
      if (submission.status !== 'success') {
        return data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });
      }
      await saveVisit(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/monitoring-visits/${id}`, 'Draft saved');
    },
    {
      onConflict: (message) => {
        const advice =
          'What you typed is below and is not saved: open the visit in another tab to see what it says now.';
        return data(submission.reply({ formErrors: [`${message}. ${advice}`] }), { status: 409 });
      },
    },
  );
}

export default function EditVisitPage() {
  const { id, providerName, services, isOpen, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<VisitFields>({ id: 'visit', lastResult: lastResult ?? null, defaultValue: stored });
  const address = `/monitoring-visits/${id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            Visit to {providerName}
          </Link>
        }
        title="Edit the report"
        lead={isOpen && 'A draft is seen by people of your authority alone.'}
      />
      {!isOpen && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This report is finished, or its visit called off: what is below cannot be saved any more.{' '}
            <Link className="link" to={address}>
              Read it as it is
            </Link>
          </Warning>
        </div>
      )}
      <VisitForm form={form} services={services} cancel={address}>
        <input type="hidden" name="revision" value={fields.revision.defaultValue ?? stored.revision} />
      </VisitForm>
    </>
  );
}
