import type { LoaderFunctionArgs } from '@remix-run/node';
import { listFallingDue } from '../domain/market-oversight/falling-due.server.ts';
import { getOverseenSystem } from '../domain/market-oversight/overseen-systems.server.ts';
import { dueCsvLines } from '../domain/market-oversight/oversight-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const on = todayInLondon();
  const due = await withActor(request, async ({ db, actor }) => {
    const system = await getOverseenSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    return listFallingDue(db, actor, { system, on });
  });
  return csvDownload(`falling-due-${on}.csv`, dueCsvLines(due));
}
