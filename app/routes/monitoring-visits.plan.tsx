import { type Submission, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { type PlannedVisitFields, plannedVisitSchema } from '../domain/monitoring/monitoring-visit-form.ts';
import { planVisit } from '../domain/monitoring/planned-visits.server.ts';
import { readChosenSupplier, readSupplierOrChoice } from '../http/chosen-supplier.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { PlannedVisitForm } from '../ui/planned-visit.tsx';
import { SupplierChoice } from '../ui/supplier-choice.tsx';

export const meta: MetaFunction = () => [{ title: 'Plan a monitoring visit – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => readSupplierOrChoice(request, db, actor));
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const submission = parseWithZod(form, { schema: plannedVisitSchema(todayInLondon()) });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: providerId } = await readChosenSupplier(request, db, actor);
      if (submission.status !== 'success') return refused(submission);
      const plan = { providerId, ...submission.value, publicUrl: config.publicUrl };
      const { id } = await planVisit(db, actor, plan);
      return redirectWithNotice(`/monitoring-visits/${id}`, 'The visit is planned');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

const refused = (submission: Submission<PlannedVisitFields>) =>
  data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });

export default function PlanVisitPage() {
  const { supplier, suppliers } = useLoaderData<typeof loader>();
  if (supplier) return <PlanVisit />;
  return (
    <SupplierChoice
      title="Plan a monitoring visit"
      lead="Choose the provider to visit."
      suppliers={suppliers}
      to="/monitoring-visits/plan"
    />
  );
}

function PlanVisit() {
  const { supplier, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<PlannedVisitFields>({ id: 'plan', lastResult: lastResult ?? null });
  if (!supplier) return null;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/monitoring-visits/plan">
            Choose another provider
          </Link>
        }
        title={`Plan a visit to ${supplier.name}`}
      />
      <PlannedVisitForm form={form} services={supplier.services}>
        <input type="hidden" name="key" value={key} />
      </PlannedVisitForm>
    </>
  );
}
