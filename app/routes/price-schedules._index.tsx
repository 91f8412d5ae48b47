import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { isInForce } from '../domain/price-schedules/price-schedule.ts';
import { listPriceSchedules } from '../domain/price-schedules/price-schedules.server.ts';
import { canBid } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { OwnSchedules, SchedulesToDecide } from '../ui/schedule-lists.tsx';

export const meta: MetaFunction = () => [{ title: 'Prices – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const today = todayInLondon();
    const schedules = await listPriceSchedules(db, actor);
    return {
      schedules: schedules.map((schedule) => ({ ...schedule, inForce: isInForce(schedule, today) })),
      own: isFrom(actor, 'provider'),
      canWrite: canBid(actor),
    };
  });
}

export default function PriceSchedules() {
  const { schedules, own, canWrite } = useLoaderData<typeof loader>();
  return own ? <OwnSchedules schedules={schedules} canWrite={canWrite} /> : <SchedulesToDecide schedules={schedules} />;
}
