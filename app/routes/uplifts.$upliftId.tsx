import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { typedValues } from '../domain/price-schedules/price-values.ts';
import { decideUplift } from '../domain/uplifts/uplift-decisions.server.ts';
import type { SpendEffect } from '../domain/uplifts/uplift-effect.ts';
import { type UpliftDecisionFields, upliftDecision } from '../domain/uplifts/uplift-form.ts';
import { previewDecision, readUpliftPage } from '../domain/uplifts/uplift-page.server.ts';
import { withdrawUplift } from '../domain/uplifts/uplift-requests.server.ts';
import { getUplift } from '../domain/uplifts/uplifts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { NotSent } from '../ui/not-sent.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { PriceComparison } from '../ui/price-comparison.tsx';
import { UpliftDecisionForm } from '../ui/uplift-decision-form.tsx';
import { UpliftSummary } from '../ui/uplift-summary.tsx';

export const meta: MetaFunction = () => [{ title: 'Uplift – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => {
    const input = { id: idParam(params.upliftId, 'Uplift'), today: todayInLondon() };
    return readUpliftPage(db, actor, input);
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  let reply = (formErrors: string[]): SubmissionResult<string[]> => ({ error: { '': formErrors } });
  const answer = (result: SubmissionResult<string[]>, preview: SpendEffect | null, status: number) =>
    data({ result, preview }, { status });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id, grid, now, asked } = await getUplift(db, actor, idParam(params.upliftId, 'Uplift'));
      if (form.get('intent') === 'withdraw') {
        await withdrawUplift(db, actor, id);
        return redirectWithNotice(`/uplifts/${id}`, 'Uplift withdrawn');
      }
      const schema = upliftDecision({ grid, now, most: asked });
      const submission = parseWithZod(form, { schema });
      reply = (formErrors) => submission.reply({ formErrors });
      if (submission.status !== 'success') return answer(submission.reply(), null, 400);
      const input = { id, decision: submission.value, today: todayInLondon(), publicUrl: config.publicUrl };
      if (form.get('intent') === 'preview') {
        return answer(submission.reply(), await previewDecision(db, actor, input), 200);
      }
      const { status } = await decideUplift(db, actor, input);
      const words = status === 'refused' ? 'Uplift refused' : 'Uplift accepted: the new prices are approved';
      return redirectWithNotice(`/uplifts/${id}`, `${words}. The provider has been told`);
    },
    { onConflict: (message) => answer(reply([message]), null, 409) },
  );
}

export default function UpliftPage() {
  const { uplift, rows, canWithdraw, canDecide, effect } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const lastResult = answered?.result ?? null;
  const [form, fields] = useForm<UpliftDecisionFields>({ id: 'uplift-decision', lastResult });
  const refused = lastResult?.error?.[''];
  const effects = [
    ...(effect ? [{ label: 'As asked', effect }] : []),
    ...(answered?.preview ? [{ label: 'As you would accept it', effect: answered.preview }] : []),
  ];
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/uplifts">
            Uplifts
          </Link>
        }
        title={`Uplift asked by ${uplift.providerName}`}
        lead={`Lot ${uplift.lotNumber}: ${uplift.lotTitle}, ${uplift.systemTitle}.`}
      />
      {refused && !canDecide && (
        <>
          <ErrorSummary errors={{ '': refused }} />
          <NotSent text={lastResult?.initialValue?.reason} />
        </>
      )}
      <UpliftSummary uplift={uplift} />
      {canWithdraw && (
        <Form method="post" className="mt-6">
          <Button name="intent" value="withdraw" look="danger">
            Withdraw this request
          </Button>
        </Form>
      )}
      <Section title="Prices as asked" lead="Beside those it would raise.">
        <PriceComparison rows={rows} hasEarlier />
      </Section>
      {canDecide && (
        <UpliftDecisionForm
          uplift={uplift}
          effects={effects}
          errors={form.allErrors}
          fields={fields}
          typed={typedValues(lastResult?.initialValue)}
        />
      )}
    </>
  );
}
