import { randomUUID } from 'node:crypto';
import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { NewSchedule, type NewScheduleFields } from '../domain/price-schedules/price-schedule-form.ts';
import {
  beginSchedule,
  getPricedAdmission,
  listPricedAdmissions,
  requirePriceSetter,
} from '../domain/price-schedules/schedule-drafts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { AdmissionChoice } from '../ui/admission-choice.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'New price schedule – Sufficiency Market' }];

const chosen = (request: Request) => new URL(request.url).searchParams.get('admission');

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requirePriceSetter(actor);
    const id = chosen(request);
    if (!id) return { admission: null, admissions: await listPricedAdmissions(db, actor) };
    const admission = await getPricedAdmission(db, actor, idParam(id, 'Admission'));
    return { admission, admissions: [], key: randomUUID() };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewSchedule });
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data(reply, { status });
  return withActor(
    request,
    async ({ db, actor }) => {
      requirePriceSetter(actor);
      const { id: admissionId } = await getPricedAdmission(
        db,
        actor,
        idParam(chosen(request) ?? undefined, 'Admission'),
      );
      if (submission.status !== 'success') return refuse(submission.reply(), 400);
      const { id } = await beginSchedule(db, actor, { ...submission.value, admissionId });
      return redirectWithNotice(`/price-schedules/${id}/edit`, 'Draft begun: nobody else sees it until you submit it');
    },
    { onConflict: (message) => refuse(submission.reply({ formErrors: [message] }), 409) },
  );
}

export default function NewSchedulePage() {
  const { admission, admissions } = useLoaderData<typeof loader>();
  if (admission) return <Begin />;
  return (
    <>
      <PageHeader title="New price schedule" lead="Choose the lot. Your prices in force there are filled in for you." />
      <AdmissionChoice admissions={admissions} to="/price-schedules/new" />
    </>
  );
}

function Begin() {
  const { admission, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<NewScheduleFields>({ id: 'new-schedule', lastResult: lastResult ?? null });
  if (!admission) return null;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/price-schedules">
            Prices
          </Link>
        }
        title="New price schedule"
        lead={`Lot ${admission.lotNumber}: ${admission.lotTitle}, ${admission.systemTitle}. You fill in the prices on the next page.`}
      />
      <FormPage id="new-schedule" errors={form.allErrors}>
        <input type="hidden" name="key" value={key} />
        <DateField
          field={fields.validFrom}
          label="The prices start on"
          hint="For example 1 4 2027. You can change it until you submit"
        />
        <Button>Begin draft</Button>
      </FormPage>
    </>
  );
}
