import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { hasScorecard } from '../domain/monitoring/scorecard.server.ts';
import { accommodationByCode, GENDER_LABELS, type Gender } from '../domain/services/accommodation.ts';
import { needLabel } from '../domain/services/needs.ts';
import { confirmVacancy, getVacancy, publishVacancy, withdrawVacancy } from '../domain/vacancies/vacancies.server.ts';
import { isOpenToEdit } from '../domain/vacancies/vacancy.ts';
import { canManageVacancy } from '../domain/vacancies/vacancy-policy.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { formatPence } from '../lib/money.ts';
import { daysAgo, formatAges } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProviderLink } from '../ui/provider-link.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { VacancyStatusTag } from '../ui/vacancy-status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.vacancy.title ?? 'Vacancy'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const vacancy = await getVacancy(db, actor, idParam(params.vacancyId, 'Vacancy'));
    const own = isFrom(actor, 'provider');
    const scorecard = !own && (await hasScorecard(db, actor, vacancy.providerId));
    return { vacancy, canManage: canManageVacancy(actor, vacancy), own, scorecard, now: new Date() };
  });
}

const CHANGES = {
  publish: { change: publishVacancy, notice: 'Vacancy published' },
  withdraw: { change: withdrawVacancy, notice: 'Vacancy withdrawn' },
  confirm: { change: confirmVacancy, notice: 'Vacancy confirmed as still true' },
};

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const vacancyId = idParam(params.vacancyId, 'Vacancy');
    const intent = (await formDataOf(request)).get('intent');
    if (intent !== 'publish' && intent !== 'withdraw' && intent !== 'confirm')
      throw new DomainError('conflict', 'Choose what to do');
    const { change, notice } = CHANGES[intent];
    await change(db, actor, vacancyId);
    return redirectWithNotice(`/vacancies/${vacancyId}`, notice);
  });
}

export default function VacancyPage() {
  const { vacancy, canManage, own, scorecard, now } = useLoaderData<typeof loader>();
  const { providerId, providerName } = vacancy;
  const provider = { providerId, providerName };
  const kind = accommodationByCode(vacancy.accommodationType);
  const needs = (codes: string[]) => (codes.length === 0 ? 'Not stated' : codes.map(needLabel).join(', '));
  return (
    <>
      <PageHeader
        context={
          own ? (
            <Link className="link" to="/vacancies">
              Vacancies
            </Link>
          ) : (
            <ProviderLink {...provider} />
          )
        }
        title={vacancy.title}
        lead={<VacancyStatusTag status={vacancy.status} />}
        action={
          canManage &&
          isOpenToEdit(vacancy.status) && (
            <ButtonLink look="secondary" to={`/vacancies/${vacancy.id}/edit`}>
              Edit vacancy
            </ButtonLink>
          )
        }
      />
      <SummaryList
        rows={[
          ...(vacancy.serviceName
            ? [{ name: 'Service', value: vacancy.serviceName }]
            : [{ name: 'Provider', value: <ProviderLink {...provider} scorecard={scorecard} /> }]),
          { name: 'Kind', value: kind.label },
          { name: 'Area', value: `${vacancy.outwardCode} ${vacancy.postTown}` },
          { name: 'Places', value: vacancy.places },
          { name: 'Ages', value: formatAges(vacancy.ageFrom, vacancy.ageTo) },
          { name: 'For', value: GENDER_LABELS[vacancy.gender as Gender] },
          { name: 'Can meet', value: needs(vacancy.canMeet) },
          { name: 'Cannot meet', value: needs(vacancy.cannotMeet) },
          { name: 'Available from', value: formatDate(vacancy.availableFrom) },
          ...(vacancy.spotWeeklyPence === undefined
            ? []
            : [{ name: 'Spot fee', value: sayFee(vacancy.spotWeeklyPence) }]),
          { name: 'Confirmed', value: vacancy.confirmedAt ? daysAgo(vacancy.confirmedAt, now) : 'Not yet' },
        ]}
      />
      {canManage && <Changes status={vacancy.status} />}
    </>
  );
}

const sayFee = (pence: number | null) =>
  pence === null ? 'None: framework prices only' : `${formatPence(pence)} a week`;

function Changes({ status }: { status: string }) {
  if (!isOpenToEdit(status)) return null;
  if (status === 'draft') {
    return (
      <Form method="post" className="mt-6">
        <Button name="intent" value="publish">
          Publish vacancy
        </Button>
      </Form>
    );
  }
  return (
    <Form method="post" className="mt-6 space-y-4">
      <Button name="intent" value="confirm">
        Confirm that it is still true
      </Button>
      <details>
        <summary className="link w-fit cursor-pointer">Withdraw this vacancy</summary>
        <div className="mt-3 space-y-3 border-l-4 border-line pl-4">
          <p className="max-w-[65ch]">
            Brokers will no longer find this place. A withdrawn vacancy cannot be published again: publish a new one.
          </p>
          <Button name="intent" value="withdraw" look="danger">
            Withdraw vacancy
          </Button>
        </div>
      </details>
    </Form>
  );
}
