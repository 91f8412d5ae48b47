import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { isFrom } from '../domain/accounts/actor.ts';
import { ScheduleChange } from '../domain/price-schedules/price-schedule-form.ts';
import { getPriceSchedule } from '../domain/price-schedules/price-schedules.server.ts';
import { changeSchedule, readSchedulePage } from '../domain/price-schedules/schedule-page.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { NotSent } from '../ui/not-sent.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { PriceComparison } from '../ui/price-comparison.tsx';
import { DecideSchedule, WriteSchedule } from '../ui/schedule-actions.tsx';
import { ScheduleDecisions, ScheduleSummary } from '../ui/schedule-summary.tsx';

export const meta: MetaFunction = () => [{ title: 'Price schedule – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.scheduleId, 'Price schedule');
    const page = await readSchedulePage(db, actor, { id, today: todayInLondon() });
    return { ...page, own: isFrom(actor, 'provider') };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ScheduleChange });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getPriceSchedule(db, actor, idParam(params.scheduleId, 'Price schedule'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const input = { id, change: submission.value, today: todayInLondon(), publicUrl: config.publicUrl };
      const { notice, isGone } = await changeSchedule(db, actor, input);
      return redirectWithNotice(isGone ? '/price-schedules' : `/price-schedules/${id}`, notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function PriceSchedulePage() {
  const { schedule, rows, own, inForce, canWrite, canDecide, problems, effect } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const { earlier } = schedule;
  const form = { address: `/price-schedules/${schedule.id}`, revision: schedule.revision, lastResult };
  const refused = lastResult?.error?.[''];
  return (
    <>
      <PageHeader
        context={
          own ? (
            <Link className="link" to="/price-schedules">
              Prices
            </Link>
          ) : (
            <Link className="link" to={`/purchasing-systems/${schedule.systemId}`}>
              {schedule.systemTitle}
            </Link>
          )
        }
        title={own ? `Prices in ${schedule.systemTitle}` : `Prices of ${schedule.providerName}`}
        lead={`Lot ${schedule.lotNumber}: ${schedule.lotTitle}. Fees are for a week of seven nights.`}
        action={
          inForce && (
            <ButtonLink look="secondary" to={`/quotes?admission=${schedule.admissionId}`}>
              Price a place
            </ButtonLink>
          )
        }
      />
      {refused && !canDecide && (
        <>
          <ErrorSummary errors={{ '': refused }} />
          <NotSent text={lastResult?.initialValue?.reason} />
        </>
      )}
      <ScheduleSummary schedule={schedule} inForce={inForce} />
      <ScheduleDecisions decisions={schedule.decisions} leadName={schedule.leadName} />
      {canWrite && <WriteSchedule schedule={schedule} problems={problems} form={form} />}
      <Section
        title="Prices"
        lead={
          earlier
            ? `Weekly fees, support, add-ons and adjustments, beside the prices before, from ${formatDate(earlier.validFrom)}.`
            : 'Weekly fees, support, add-ons and adjustments.'
        }
      >
        <PriceComparison rows={rows} hasEarlier={earlier !== null} />
      </Section>
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        {earlier && (
          <Link className="link" to={`/price-schedules/${earlier.id}`}>
            See the schedule before this one
          </Link>
        )}
        {schedule.laterId && (
          <Link className="link" to={`/price-schedules/${schedule.laterId}`}>
            See the schedule after this one
          </Link>
        )}
        <Link className="link" to={`/admissions/${schedule.admissionId}#prices`}>
          All price schedules of this place in the lot
        </Link>
        <a className="link" href={`/price-schedules/${schedule.id}.csv`} download>
          Download as CSV
        </a>
      </p>
      {canDecide && <DecideSchedule schedule={schedule} effect={effect} form={form} />}
    </>
  );
}
