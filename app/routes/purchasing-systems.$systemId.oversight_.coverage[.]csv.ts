import type { LoaderFunctionArgs } from '@remix-run/node';
import { listCoverage } from '../domain/market-oversight/coverage.server.ts';
import { getLotAsked } from '../domain/market-oversight/lot-prices.server.ts';
import { getOverseenSystem } from '../domain/market-oversight/overseen-systems.server.ts';
import { coverageCsvLines } from '../domain/market-oversight/oversight-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { lot, areas } = await withActor(request, async ({ db, actor }) => {
    const system = await getOverseenSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const lot = getLotAsked(system, new URL(request.url).searchParams.get('lot'));
    return { lot, areas: await listCoverage(db, actor, { lot }) };
  });
  return csvDownload(`coverage-lot-${lot.number}-${todayInLondon()}.csv`, coverageCsvLines(lot, areas));
}
