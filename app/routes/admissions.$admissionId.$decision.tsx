import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { getAdmissionToDecide } from '../domain/admissions/admission.server.ts';
import { isDecision } from '../domain/admissions/admission.ts';
import {
  changeTier,
  endAdmission,
  reinstateAdmission,
  suspendAdmission,
} from '../domain/admissions/admission-decisions.server.ts';
import {
  AdmissionDecision,
  AdmissionEnd,
  type DecisionFields,
  TierChange,
} from '../domain/admissions/admission-form.ts';
import { DomainError } from '../domain/errors.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AdmissionDecisionForm, DECISION_TITLES } from '../ui/admission-decision-form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? DECISION_TITLES[data.decision] : 'Decide'} – Sufficiency Market` },
];

function keyOf(params: LoaderFunctionArgs['params']) {
  const { decision } = params;
  if (!isDecision(decision)) throw new DomainError('not-found', 'Page not found');
  return { id: idParam(params.admissionId, 'Admission'), decision, today: todayInLondon() };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const key = keyOf(params);
    const admission = await getAdmissionToDecide(db, actor, key);
    const { id, providerName, systemTitle, lotNumber, lotTitle, tier, tiers, isOpen } = admission;
    return { decision: key.decision, isOpen, id, providerName, systemTitle, lotNumber, lotTitle, tier, tiers };
  });
}

const DECISIONS = {
  suspend: { decide: suspendAdmission, notice: 'Admission suspended: the provider has your reason' },
  reinstate: { decide: reinstateAdmission, notice: 'Admission reinstated: the provider has your reason' },
};

const SCHEMAS = { suspend: AdmissionDecision, reinstate: AdmissionDecision, end: AdmissionEnd, tier: TierChange };

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const schema = isDecision(params.decision) ? SCHEMAS[params.decision] : AdmissionDecision;
  const submission = parseWithZod(form, { schema });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { decision, id, today } = keyOf(params);
      await getAdmissionToDecide(db, actor, { id, decision, today });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { reason } = submission.value;
      const input = { id, today, reason, publicUrl: config.publicUrl };
      const address = `/admissions/${id}`;
      if (decision === 'tier') {
        const { tier } = TierChange.parse(submission.payload);
        await changeTier(db, actor, { ...input, tier });
        return redirectWithNotice(address, `Moved to tier ${tier}: the provider has your reason`);
      }
      if (decision === 'end') {
        const { ground } = AdmissionEnd.parse(submission.payload);
        await endAdmission(db, actor, { ...input, ground });
        return redirectWithNotice(address, 'Admission ended: the provider has the ground and your reason');
      }
      await DECISIONS[decision].decide(db, actor, input);
      return redirectWithNotice(address, DECISIONS[decision].notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function DecisionPage() {
  const { decision, isOpen, id, providerName, systemTitle, lotNumber, lotTitle, ...of } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<DecisionFields>({ id: `${decision}-admission`, lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/admissions/${id}`}>
            {providerName}, lot {lotNumber}
          </Link>
        }
        title={DECISION_TITLES[decision]}
        lead={`${providerName} in ${systemTitle}, lot ${lotNumber}: ${lotTitle}.`}
      />
      {!isOpen && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            As this admission stands now, there is nothing to decide here.{' '}
            <Link className="link" to={`/admissions/${id}`}>
              See how it stands
            </Link>
          </Warning>
        </div>
      )}
      {(isOpen || lastResult) && (
        <AdmissionDecisionForm
          decision={decision}
          cancel={`/admissions/${id}`}
          form={form}
          fields={fields}
          tier={of.tier}
          tiers={of.tiers}
        />
      )}
    </>
  );
}
