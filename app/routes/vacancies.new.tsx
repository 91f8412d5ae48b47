import { randomUUID } from 'node:crypto';
import { type Submission, type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { createOnce } from '../domain/accounts/form-submissions.server.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { isKnownArea } from '../domain/services/outward-codes.server.ts';
import { getService, listServices } from '../domain/services/services.server.ts';
import { createVacancy, publishVacancy, requirePublisher } from '../domain/vacancies/vacancies.server.ts';
import { saysItsOwnArea } from '../domain/vacancies/vacancy.ts';
import { type NewVacancyFields, newVacancySchema } from '../domain/vacancies/vacancy-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon, toThreeFields } from '../lib/dates.ts';
import { countOf, formatAges } from '../lib/phrases.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';
import { VACANCY_QUESTIONS, VacancyQuestions } from '../ui/vacancy-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Publish a vacancy – Sufficiency Market' }];

const chosenService = (request: Request) => new URL(request.url).searchParams.get('service');

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requirePublisher(actor);
    const chosen = chosenService(request);
    if (!chosen) return { services: await listServices(db, actor), service: null };
    const service = await getService(db, actor, idParam(chosen, 'Service'));
    return { services: [], service, key: randomUUID(), today: todayInLondon() };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data(reply, { status });
  let typed: Submission<NewVacancyFields> | undefined;
  return withActor(
    request,
    async ({ db, actor }) => {
      requirePublisher(actor);
      const service = await getService(db, actor, idParam(chosenService(request) ?? undefined, 'Service'));
      const context = { registration: service, isKnownArea: isKnownArea(db), today: todayInLondon() };
      const submission = await parseWithZod(form, { schema: newVacancySchema(context), async: true });
      typed = submission as Submission<NewVacancyFields>;
      if (submission.status !== 'success') return refuse(submission.reply(), 400);
      const { key, intent, ...details } = submission.value;
      const payload = { ...details, intent, serviceId: service.id };
      const vacancyId = await createOnce(db, actor, { key, payload }, async () => {
        const id = await createVacancy(db, actor, { serviceId: service.id, details });
        if (intent === 'publish') await publishVacancy(db, actor, id);
        return id;
      });
      return redirectWithNotice(`/vacancies/${vacancyId}`, intent === 'publish' ? 'Vacancy published' : 'Draft saved');
    },
    { onConflict: (message) => refuse(typed?.reply({ formErrors: [message] }) ?? {}, 409) },
  );
}

export default function NewVacancyPage() {
  const { services, service } = useLoaderData<typeof loader>();
  if (service) return <VacancyForm />;
  return (
    <>
      <PageHeader
        title="Publish a vacancy"
        lead="Choose the service. Its ages and the needs it can meet are filled in for you."
      />
      {services.length === 0 ? (
        <EmptyState title="Your organisation has no registered services here">
          A vacancy is always in a service that Ofsted registers.
        </EmptyState>
      ) : (
        <Table
          caption="Your services"
          rows={services}
          rowKey={(row) => row.id}
          rowLink={(row) => `/vacancies/new?service=${row.id}`}
          columns={[
            { heading: 'Service', cell: (row) => row.name },
            { heading: 'Kind', cell: (row) => accommodationByCode(row.accommodationType).label },
            { heading: 'Registered places', cell: (row) => row.registeredPlaces, figure: true },
            { heading: 'Published vacancies', cell: (row) => row.publishedVacancies ?? 0, figure: true },
          ]}
        />
      )}
    </>
  );
}

function VacancyForm() {
  const { service, key, today } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<NewVacancyFields>({
    id: 'vacancy',
    lastResult: lastResult ?? null,
    defaultValue: service && {
      key,
      places: '1',
      ageFrom: String(service.ageFrom),
      ageTo: String(service.ageTo),
      gender: service.gender,
      outwardCode: service.outwardCode,
      canMeet: service.canMeet,
      availableFrom: toThreeFields(today),
    },
  });
  if (!service) return null;
  const kind = accommodationByCode(service.accommodationType);
  return (
    <>
      <PageHeader
        context={
          <Link to="/vacancies/new" className="link">
            Choose another service
          </Link>
        }
        title={`Publish a vacancy in ${service.name}`}
        lead={`${kind.label}, registered for ages ${formatAges(service.ageFrom, service.ageTo)} and ${countOf(service.registeredPlaces, 'place')}. Brokers see the area, ${service.outwardCode} ${service.postTown}, never the address.`}
      />
      <FormPage id="vacancy" errors={form.allErrors} order={VACANCY_QUESTIONS}>
        <input type="hidden" name="key" value={key} />
        <VacancyQuestions fields={fields} asksArea={saysItsOwnArea(service)} />
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="publish">
            Publish vacancy
          </Button>
          <Button name="intent" value="draft" look="secondary">
            Save as draft
          </Button>
        </div>
      </FormPage>
    </>
  );
}
