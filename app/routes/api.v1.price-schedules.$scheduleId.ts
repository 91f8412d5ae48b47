import type { LoaderFunctionArgs } from '@remix-run/node';
import { getPriceSchedule as endpoint } from '../api/endpoints.ts';
import { priceScheduleResource } from '../api/price-schedule-resource.ts';
import { getPriceSchedule } from '../domain/price-schedules/price-schedules.server.ts';
import { idParam } from '../http/params.ts';
import { withToken } from '../http/with-token.server.ts';

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  withToken(request, endpoint, async ({ db, actor }) =>
    priceScheduleResource(await getPriceSchedule(db, actor, idParam(params.scheduleId, 'Price schedule'))),
  );

export const action = loader;
