import { type Submission, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { newVisitSchema, VISIT_LISTS, type VisitFields } from '../domain/monitoring/monitoring-visit-form.ts';
import { createVisit } from '../domain/monitoring/visit-commands.server.ts';
import { readChosenSupplier, readSupplierOrChoice } from '../http/chosen-supplier.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { VisitForm } from '../ui/monitoring-visit-form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SupplierChoice } from '../ui/supplier-choice.tsx';

export const meta: MetaFunction = () => [{ title: 'Record a monitoring visit – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => readSupplierOrChoice(request, db, actor));
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request, { lists: VISIT_LISTS });
  const submission = parseWithZod(form, { schema: newVisitSchema(todayInLondon()) });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: providerId } = await readChosenSupplier(request, db, actor);
      if (submission.status !== 'success') return refused(submission);
      const { id } = await createVisit(db, actor, { providerId, ...submission.value });
      return redirectWithNotice(`/monitoring-visits/${id}`, 'Draft saved');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

/** Errors, or a row more or less: the same form again. */
const refused = (submission: Submission<VisitFields>) =>
  data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });

export default function NewVisitPage() {
  const { supplier, suppliers } = useLoaderData<typeof loader>();
  if (supplier) return <NewVisit />;
  return (
    <SupplierChoice
      title="Record a monitoring visit"
      lead="Choose the provider that was visited."
      suppliers={suppliers}
      to="/monitoring-visits/new"
    />
  );
}

function NewVisit() {
  const { supplier, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<VisitFields>({ id: 'visit', lastResult: lastResult ?? null });
  if (!supplier) return null;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/monitoring-visits/new">
            Choose another provider
          </Link>
        }
        title={`Record a visit to ${supplier.name}`}
        lead="A draft is seen by your authority alone, until you finish the report."
      />
      <VisitForm form={form} services={supplier.services} cancel="/monitoring-visits">
        <input type="hidden" name="key" value={key} />
      </VisitForm>
    </>
  );
}
