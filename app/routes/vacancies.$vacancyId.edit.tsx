import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { Actor } from '../domain/accounts/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { isKnownArea } from '../domain/services/outward-codes.server.ts';
import { getService } from '../domain/services/services.server.ts';
import { editVacancy, getVacancy } from '../domain/vacancies/vacancies.server.ts';
import { isOpenToEdit, saysItsOwnArea } from '../domain/vacancies/vacancy.ts';
import { type VacancyFields, vacancySchema } from '../domain/vacancies/vacancy-form.ts';
import { canManageVacancy } from '../domain/vacancies/vacancy-policy.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { type ActorVisit, withActor } from '../http/with-actor.server.ts';
import { toThreeFields } from '../lib/dates.ts';
import { penceToTyped } from '../lib/money.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { VACANCY_QUESTIONS, VacancyQuestions } from '../ui/vacancy-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit vacancy – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (visit) => ({ ...(await getEditable(visit, params.vacancyId)), key: randomUUID() }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (visit) => {
    const { vacancy, service } = await getEditable(visit, params.vacancyId);
    const submission = await parseWithZod(await formDataOf(request), {
      schema: vacancySchema(service, isKnownArea(visit.db)),
      async: true,
    });
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    const { key: _key, intent: _intent, ...details } = submission.value;
    await editVacancy(visit.db, visit.actor, { vacancyId: vacancy.id, details });
    return redirectWithNotice(`/vacancies/${vacancy.id}`, 'Vacancy changed');
  });
}

async function getEditable({ db, actor }: ActorVisit, vacancyId: string | undefined) {
  const vacancy = await getVacancy(db, actor, idParam(vacancyId, 'Vacancy'));
  requireEditable(actor, vacancy);
  return { vacancy, service: await getService(db, actor, vacancy.serviceId) };
}

function requireEditable(actor: Actor, vacancy: { providerId: string; status: string }) {
  if (!canManageVacancy(actor, vacancy)) throw new DomainError('forbidden', 'You cannot change this vacancy');
  if (!isOpenToEdit(vacancy.status))
    throw new DomainError('conflict', 'Only a draft or a published vacancy can be edited');
}

export default function EditVacancyPage() {
  const { vacancy, service, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<VacancyFields>({
    id: 'vacancy',
    lastResult: lastResult ?? null,
    defaultValue: {
      key,
      title: vacancy.title,
      places: String(vacancy.places),
      ageFrom: String(vacancy.ageFrom),
      ageTo: String(vacancy.ageTo),
      gender: vacancy.gender,
      outwardCode: vacancy.outwardCode,
      canMeet: vacancy.canMeet,
      cannotMeet: vacancy.cannotMeet,
      availableFrom: toThreeFields(vacancy.availableFrom),
      spotWeeklyPence: vacancy.spotWeeklyPence === null ? '' : penceToTyped(vacancy.spotWeeklyPence),
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
      <FormPage id="vacancy" errors={form.allErrors} order={VACANCY_QUESTIONS}>
        <input type="hidden" name="key" value={key} />
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
