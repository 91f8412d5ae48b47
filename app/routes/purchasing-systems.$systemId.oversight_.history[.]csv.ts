import type { LoaderFunctionArgs } from '@remix-run/node';
import { getLotAsked, readLineHistory, readLotPrices } from '../domain/market-oversight/lot-prices.server.ts';
import { getOverseenSystem } from '../domain/market-oversight/overseen-systems.server.ts';
import { historyCsvLines } from '../domain/market-oversight/oversight-csv.server.ts';
import { csvDownload } from '../http/download.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const on = todayInLondon();
  const asked = new URL(request.url).searchParams;
  const { lot, line, years } = await withActor(request, async ({ db, actor }) => {
    const system = await getOverseenSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const lot = getLotAsked(system, asked.get('lot'));
    const prices = await readLotPrices(db, actor, { lot, on });
    return { lot, ...(await readLineHistory(db, actor, { system, lot, on, prices, key: asked.get('line') })) };
  });
  return csvDownload(`price-history-lot-${lot.number}-${on}.csv`, historyCsvLines(lot, line, years));
}
