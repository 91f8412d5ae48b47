import { randomUUID } from 'node:crypto';
import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { typedValues } from '../domain/price-schedules/price-values.ts';
import { listPricedAdmissions, requirePriceSetter } from '../domain/price-schedules/schedule-drafts.server.ts';
import { type NewUpliftFields, newUplift } from '../domain/uplifts/uplift-form.ts';
import { askForUplift, getUpliftBasis } from '../domain/uplifts/uplift-requests.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AdmissionChoice } from '../ui/admission-choice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { UpliftRequestForm } from '../ui/uplift-request-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Ask for an uplift – Sufficiency Market' }];

const chosen = (request: Request) => new URL(request.url).searchParams.get('admission');

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requirePriceSetter(actor);
    const id = chosen(request);
    if (!id) return { basis: null, admissions: await listPricedAdmissions(db, actor) };
    const basis = await getUpliftBasis(db, actor, idParam(id, 'Admission'));
    return { basis, admissions: [], key: randomUUID() };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  let reply = (errors?: { formErrors: string[] }): SubmissionResult<string[]> => ({
    error: { '': errors?.formErrors ?? [] },
  });
  return withActor(
    request,
    async ({ db, actor }) => {
      requirePriceSetter(actor);
      const admissionId = idParam(chosen(request) ?? undefined, 'Admission');
      const { grid, now } = await getUpliftBasis(db, actor, admissionId);
      const submission = parseWithZod(form, { schema: newUplift({ grid, now }) });
      reply = (errors) => submission.reply(errors);
      if (submission.status !== 'success') return data(reply(), { status: 400 });
      const input = { admissionId, asked: submission.value, today: todayInLondon(), publicUrl: config.publicUrl };
      const { id } = await askForUplift(db, actor, input);
      return redirectWithNotice(`/uplifts/${id}`, 'Uplift asked for: the authority that leads has been told');
    },
    { onConflict: (message) => data(reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewUpliftPage() {
  const { basis, admissions, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const [form, fields] = useForm<NewUpliftFields>({ id: 'new-uplift', lastResult });
  if (basis) {
    const typed = typedValues(lastResult?.initialValue);
    return (
      <UpliftRequestForm basis={basis} formKey={key ?? ''} errors={form.allErrors} fields={fields} typed={typed} />
    );
  }
  return (
    <>
      <PageHeader title="Ask for an uplift" lead="Choose the lot whose prices must rise." />
      <AdmissionChoice admissions={admissions.filter(({ status }) => status === 'active')} to="/uplifts/new" />
    </>
  );
}
