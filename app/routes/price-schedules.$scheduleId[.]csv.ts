import type { LoaderFunctionArgs } from '@remix-run/node';
import { exportSchedule } from '../domain/price-schedules/price-schedules.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { name, text } = await exportSchedule(db, actor, idParam(params.scheduleId, 'Price schedule'));
    return csvDownload(name, text);
  });
}
