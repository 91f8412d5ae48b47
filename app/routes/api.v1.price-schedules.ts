import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPriceSchedules } from '../api/endpoints.ts';
import { pageParameters } from '../api/page-parameters.ts';
import { priceSchedulePageResource } from '../api/price-schedule-resource.ts';
import { listReadableSchedules } from '../domain/price-schedules/readable-schedules.server.ts';
import { parametersOf } from '../http/api-parameters.server.ts';
import { pageHref } from '../http/query.ts';
import { withToken } from '../http/with-token.server.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withToken(request, listPriceSchedules, async ({ db, actor }) => {
    const asked = new URL(request.url).searchParams;
    const { page } = parametersOf(pageParameters(), { asked, read: asked });
    const found = await listReadableSchedules(db, actor, { page });
    return priceSchedulePageResource(found, (other) => listPriceSchedules.path + pageHref(asked.toString(), other));
  });

export const action = loader;
