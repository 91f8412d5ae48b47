import type { LoaderFunctionArgs } from '@remix-run/node';
import { listVacancies } from '../api/endpoints.ts';
import { vacancyParameters } from '../api/vacancy-parameters.ts';
import { vacancyPageResource } from '../api/vacancy-resource.ts';
import { UNKNOWN_AREA } from '../domain/services/accommodation.ts';
import { findOutwardCode } from '../domain/services/outward-codes.server.ts';
import { requireSearch, searchVacancies } from '../domain/vacancies/vacancy-search.server.ts';
import { searchParams } from '../domain/vacancies/vacancy-search-form.ts';
import { invalidParameters, parametersOf } from '../http/api-parameters.server.ts';
import { pageHref } from '../http/query.ts';
import { withToken } from '../http/with-token.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withToken(request, listVacancies, async ({ db, actor }) => {
    requireSearch(actor);
    const asked = new URL(request.url).searchParams;
    const today = todayInLondon();
    const search = parametersOf(vacancyParameters(today), { asked, read: searchParams(asked, today) });
    const origin = await findOutwardCode(db, search.postcode);
    if (!origin) throw invalidParameters([{ field: 'postcode', detail: UNKNOWN_AREA }]);
    const found = await searchVacancies(db, actor, search, origin);
    return vacancyPageResource(found, (page) => listVacancies.path + pageHref(asked.toString(), page));
  });

export const action = loader;
