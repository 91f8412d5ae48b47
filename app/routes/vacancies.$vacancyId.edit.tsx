import { type Submission, type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { DomainError } from '../domain/errors.ts';
import { isKnownArea } from '../domain/services/outward-codes.server.ts';
import { getService } from '../domain/services/services.server.ts';
import { editVacancy, getVacancy } from '../domain/vacancies/vacancies.server.ts';
import {
  isOpenToEdit,
  saysItsOwnArea,
  VACANCY_STATUS_LABELS,
  type VacancyStatus,
} from '../domain/vacancies/vacancy.ts';
import { type ChangedVacancyFields, changedVacancySchema } from '../domain/vacancies/vacancy-form.ts';
import { canManageVacancy } from '../domain/vacancies/vacancy-policy.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { type ActorVisit, withActor } from '../http/with-actor.server.ts';
import { todayInLondon, toThreeFields } from '../lib/dates.ts';
import { penceToTyped } from '../lib/money.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { VACANCY_QUESTIONS, VacancyQuestions } from '../ui/vacancy-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit vacancy – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (visit) => getOwn(visit, params.vacancyId));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data(reply, { status });
  let typed: Submission<ChangedVacancyFields> | undefined;
  return withActor(
    request,
    async (visit) => {
      const { vacancy, service } = await getOwn(visit, params.vacancyId);
      const context = { registration: service, isKnownArea: isKnownArea(visit.db), today: todayInLondon() };
      const submission = await parseWithZod(form, { schema: changedVacancySchema(context), async: true });
      typed = submission as Submission<ChangedVacancyFields>;
      if (submission.status !== 'success') return refuse(submission.reply(), 400);
      const { revision, ...details } = submission.value;
      await editVacancy(visit.db, visit.actor, { vacancyId: vacancy.id, revision, details });
      return redirectWithNotice(`/vacancies/${vacancy.id}`, 'Vacancy changed');
    },
    { onConflict: (message) => refuse(typed?.reply({ formErrors: [message] }) ?? {}, 409) },
  );
}

/** Also of a vacancy that can no longer be edited: what was typed meanwhile is not lost with an error page. */
async function getOwn({ db, actor }: ActorVisit, vacancyId: string | undefined) {
  const vacancy = await getVacancy(db, actor, idParam(vacancyId, 'Vacancy'));
  if (!canManageVacancy(actor, vacancy)) throw new DomainError('forbidden', 'You cannot change this vacancy');
  return { vacancy, service: await getService(db, actor, vacancy.serviceId) };
}

export default function EditVacancyPage() {
  const { vacancy, service } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ChangedVacancyFields>({
    id: 'vacancy',
    lastResult: lastResult ?? null,
    defaultValue: {
      title: vacancy.title,
      places: String(vacancy.places),
      ageFrom: String(vacancy.ageFrom),
      ageTo: String(vacancy.ageTo),
      gender: vacancy.gender,
      outwardCode: vacancy.outwardCode,
      canMeet: vacancy.canMeet,
      cannotMeet: vacancy.cannotMeet,
      availableFrom: toThreeFields(vacancy.availableFrom),
      spotWeeklyPence: vacancy.spotWeeklyPence == null ? '' : penceToTyped(vacancy.spotWeeklyPence),
    },
  });
  const saving = vacancy.status === 'published' ? 'Save and confirm' : 'Save draft';
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/vacancies/${vacancy.id}`}>
            {vacancy.title}
          </Link>
        }
        title="Edit vacancy"
        lead={`In ${service.name}. ${vacancy.status === 'published' ? 'Brokers see the change at once.' : 'Nobody sees a draft but your organisation.'}`}
      />
      {!isOpenToEdit(vacancy.status) && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This vacancy is {VACANCY_STATUS_LABELS[vacancy.status as VacancyStatus].toLowerCase()} and can no longer be
            changed: publish a new one instead.
          </Warning>
        </div>
      )}
      <FormPage id="vacancy" errors={form.allErrors} order={VACANCY_QUESTIONS}>
        <input type="hidden" name="revision" value={vacancy.revision} />
        <VacancyQuestions fields={fields} asksArea={saysItsOwnArea(service)} />
        <div className="flex flex-wrap gap-3">
          <Button>{saving}</Button>
          <ButtonLink to={`/vacancies/${vacancy.id}`} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
