import type { LoaderFunctionArgs } from '@remix-run/node';
import { getLotAsked, readLotPrices } from '../domain/market-oversight/lot-prices.server.ts';
import { getOverseenSystem } from '../domain/market-oversight/overseen-systems.server.ts';
import { spreadCsvLines } from '../domain/market-oversight/oversight-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const on = todayInLondon();
  const { lot, lines, extras } = await withActor(request, async ({ db, actor }) => {
    const system = await getOverseenSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const lot = getLotAsked(system, new URL(request.url).searchParams.get('lot'));
    return { lot, ...(await readLotPrices(db, actor, { lot, on })) };
  });
  return csvDownload(`price-spread-lot-${lot.number}-${on}.csv`, spreadCsvLines(lot, on, [...lines, ...extras]));
}
