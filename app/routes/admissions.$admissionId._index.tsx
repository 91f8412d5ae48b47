import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getAdmission } from '../domain/admissions/admission.server.ts';
import type { Decision } from '../domain/admissions/admission.ts';
import { hasScorecard } from '../domain/monitoring/scorecard.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AdmissionFacts, AdmissionHistory, Holds, RequiredDocuments } from '../ui/admission-record.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProviderLink } from '../ui/provider-link.tsx';
import { AdmissionSchedules } from '../ui/schedule-lists.tsx';
import { ScorecardLink } from '../ui/scorecard-link.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `${data.providerName}, lot ${data.lotNumber}` : 'Admission'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.admissionId, 'Admission');
    const admission = await getAdmission(db, actor, { id, today: todayInLondon() });
    return { ...admission, scorecard: await hasScorecard(db, actor, admission.providerId) };
  });
}

const BUTTONS: Record<Decision, string> = {
  suspend: 'Suspend',
  reinstate: 'Reinstate',
  end: 'End',
  tier: 'Change tier',
};

export default function AdmissionPage() {
  const admission = useLoaderData<typeof loader>();
  const { id, own, systemId, systemTitle, lotNumber, lotTitle, decisions, documents, history } = admission;
  return (
    <>
      <PageHeader
        context={
          own ? (
            <Link className="link" to="/admissions">
              Your admissions
            </Link>
          ) : (
            <Link className="link" to={`/purchasing-systems/${systemId}/admissions`}>
              Admissions to {systemTitle}
            </Link>
          )
        }
        title={own ? `${systemTitle}, lot ${lotNumber}` : admission.providerName}
        lead={
          <>
            {own ? lotTitle : `Lot ${lotNumber}: ${lotTitle}`}
            <span className="mt-1 block">
              {own ? (
                admission.scorecard && <ScorecardLink providerId={admission.providerId} />
              ) : (
                <ProviderLink {...admission}>See the provider</ProviderLink>
              )}
            </span>
          </>
        }
        action={
          decisions.length > 0 && (
            <div className="flex flex-wrap gap-3">
              {decisions.map((decision) => (
                <ButtonLink key={decision} to={`/admissions/${id}/${decision}`} look="secondary">
                  {BUTTONS[decision]}
                </ButtonLink>
              ))}
            </div>
          )
        }
      />
      {admission.status === 'suspended' && (
        <div className="mb-6 max-w-[760px]">
          <Warning>
            {admission.suspension === 'document'
              ? 'Suspended by rule, because a required document has expired or is not there: it is reinstated by itself once one is uploaded.'
              : 'Suspended by the authority that runs the system.'}{' '}
            No new referrals go here, and its prices are not found.
          </Warning>
        </div>
      )}
      <AdmissionFacts admission={admission} />
      <Holds admission={admission} />
      {admission.schedules && <AdmissionSchedules schedules={admission.schedules} />}
      {documents && <RequiredDocuments documents={documents} own={own} />}
      {history && <AdmissionHistory history={history} />}
    </>
  );
}
