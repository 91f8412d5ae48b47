import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import type { Db } from '#db/client.ts';
import type { Actor } from '../domain/accounts/actor.ts';
import { listScorecardProviders } from '../domain/monitoring/scorecard.server.ts';
import { UNKNOWN_AREA } from '../domain/services/accommodation.ts';
import { findOutwardCode } from '../domain/services/outward-codes.server.ts';
import { requireSearch, searchVacancies } from '../domain/vacancies/vacancy-search.server.ts';
import {
  searchParams,
  type VacancySearchFields,
  vacancySearchSchema,
} from '../domain/vacancies/vacancy-search-form.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SearchQuestions } from '../ui/search-questions.tsx';
import { SearchResults } from '../ui/search-results.tsx';

export const meta: MetaFunction = () => [{ title: 'Search for a place – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireSearch(actor);
    const params = new URL(request.url).searchParams;
    const today = todayInLondon();
    if (params.size === 0) return { today, now: new Date(), lastResult: null, found: null };
    return answer(db, actor, params, today);
  });
}

async function answer(db: Db, actor: Actor, params: URLSearchParams, today: string) {
  const now = new Date();
  const submission = parseWithZod(searchParams(params, today), {
    schema: vacancySearchSchema(today),
  });
  if (submission.status !== 'success')
    return data({ today, now, lastResult: submission.reply(), found: null }, { status: 400 });
  const origin = await findOutwardCode(db, submission.value.postcode);
  if (!origin) {
    const unknown = submission.reply({ fieldErrors: { postcode: [UNKNOWN_AREA] } });
    return data({ today, now, lastResult: unknown, found: null }, { status: 400 });
  }
  const results = await searchVacancies(db, actor, submission.value, origin);
  const providerIds = [...new Set(results.results.map(({ providerId }) => providerId))];
  const scorecards = await listScorecardProviders(db, actor, providerIds);
  const found = { ...results, search: submission.value, origin, scorecards };
  return { today, now, lastResult: submission.reply(), found };
}

export default function SearchPage() {
  const { today, now, lastResult, found } = useLoaderData<typeof loader>();
  const location = useLocation();
  const [form, fields] = useForm<VacancySearchFields>({
    id: 'search',
    lastResult,
    defaultValue: { from: today, siblings: '0' },
  });
  return (
    <>
      <PageHeader
        title="Search for a place"
        lead="Say what the child needs. Enter nothing that identifies a child: no name, date of birth, address or school."
      />
      <ErrorSummary errors={form.allErrors} />
      {found ? (
        <>
          <details className="mb-8 rounded-md border border-line px-4 py-3">
            <summary className="link w-fit cursor-pointer font-medium">Change what the child needs</summary>
            <div className="mt-4">
              <SearchQuestions fields={fields} />
            </div>
          </details>
          <SearchResults found={found} now={now} search={location.search} />
        </>
      ) : (
        <SearchQuestions fields={fields} />
      )}
    </>
  );
}
