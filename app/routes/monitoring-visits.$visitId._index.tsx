import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { canReportAction, canWriteVisit } from '../domain/monitoring/monitoring-policy.ts';
import { getVisit } from '../domain/monitoring/monitoring-visits.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, londonDate, todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { VisitReport } from '../ui/monitoring-visit-report.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PlannedVisit } from '../ui/planned-visit.tsx';

export const meta: MetaFunction = () => [{ title: 'Monitoring visit – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const visit = await getVisit(db, actor, idParam(params.visitId, 'Visit'));
    const canWrite = (visit.status === 'draft' || visit.status === 'planned') && canWriteVisit(actor, visit);
    const own = visit.authorityId === actor.organisationId;
    const follows = canWriteVisit(actor, visit) || canReportAction(actor, visit);
    return { visit, own, canWrite, follows, today: todayInLondon() };
  });
}

export default function VisitPage() {
  const { visit, own, canWrite, follows, today } = useLoaderData<typeof loader>();
  const address = `/monitoring-visits/${visit.id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/monitoring-visits">
            Monitoring visits
          </Link>
        }
        title={`Visit to ${visit.providerName}, ${formatDate(visit.visitedOn)}`}
        lead={visit.finalisedAt && `The report was finished on ${formatDate(londonDate(visit.finalisedAt))}.`}
        action={
          canWrite &&
          (visit.status === 'planned' ? (
            <>
              <ButtonLink to={`${address}/cancel`} look="secondary">
                Call it off
              </ButtonLink>
              <ButtonLink to={`${address}/edit`}>Write the report</ButtonLink>
            </>
          ) : (
            <>
              <ButtonLink to={`${address}/edit`} look="secondary">
                Edit
              </ButtonLink>
              <ButtonLink to={`${address}/finalise`}>Finish the report</ButtonLink>
            </>
          ))
        }
      />
      <div className="max-w-[760px]">
        {visit.status === 'draft' && (
          <div className="mb-6">
            <Warning>
              A draft: people of {visit.authorityName} alone see it. {visit.providerName} reads it once it is finished.
            </Warning>
          </div>
        )}
        {visit.status === 'planned' || visit.status === 'cancelled' ? (
          <PlannedVisit visit={visit} own={own} overdue={visit.visitedOn < today} />
        ) : (
          <VisitReport visit={visit} today={today} follows={follows && visit.status === 'final'} />
        )}
      </div>
    </>
  );
}
