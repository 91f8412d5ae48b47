import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { type DecisionFields, HoldLift } from '../domain/admissions/admission-form.ts';
import { getHoldToLift, liftHold } from '../domain/admissions/admission-holds.server.ts';
import { JUDGEMENT_LABELS } from '../domain/services/accommodation.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { holdParams } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { sayProgress } from '../ui/placement-reviews.tsx';

export const meta: MetaFunction = () => [{ title: 'Lift a hold – Sufficiency Market' }];

const keyOf = (params: LoaderFunctionArgs['params']) => ({ ...holdParams(params), today: todayInLondon() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { admission, hold, reviews } = await getHoldToLift(db, actor, keyOf(params));
    const { id, providerName, lotNumber } = admission;
    return { id, providerName, lotNumber, hold, reviews };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: HoldLift });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = keyOf(params);
      const { hold } = await getHoldToLift(db, actor, key);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await liftHold(db, actor, { ...key, reason: submission.value.reason, publicUrl: config.publicUrl });
      return redirectWithNotice(`/admissions/${key.admissionId}`, `The hold on ${hold.urn} is lifted`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function LiftHoldPage() {
  const { id, providerName, lotNumber, hold, reviews } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<DecisionFields>({ id: 'lift', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/admissions/${id}`}>
            {providerName}, lot {lotNumber}
          </Link>
        }
        title="Lift this hold?"
        lead={`Ofsted judged the service ${hold.urn} “${JUDGEMENT_LABELS[hold.judgement] ?? hold.judgement}” after its inspection of ${formatDate(hold.inspectedOn)}.`}
      />
      {hold.liftedAt !== null && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This hold is lifted already.{' '}
            <Link className="link" to={`/admissions/${id}`}>
              See who lifted it and why
            </Link>
          </Warning>
        </div>
      )}
      <FormPage id="lift" errors={form.allErrors}>
        <div className="prose">
          <p>When you lift it, brokers of every authority in the system find the service at its prices again.</p>
          {reviews && (
            <p>
              {sayProgress(reviews)}{' '}
              <Link className="link" to={`/admissions/${id}/holds/${hold.id}/placements`}>
                Your own placements there
              </Link>
            </p>
          )}
        </div>
        <TextArea
          field={fields.reason}
          label="Reason"
          hint="What makes new referrals safe. The provider gets it by e-mail, and every authority of the system can read it."
          rows={5}
        />
        <div className="flex flex-wrap gap-3">
          <Button>Lift the hold</Button>
          <ButtonLink to={`/admissions/${id}`} look="secondary">
            Keep the hold
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
