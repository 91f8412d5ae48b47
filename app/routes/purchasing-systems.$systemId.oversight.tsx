import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { coverageMap, listCoverage } from '../domain/market-oversight/coverage.server.ts';
import { DAYS_AHEAD, listFallingDue } from '../domain/market-oversight/falling-due.server.ts';
import { findLotAsked, readLineHistory, readLotPrices } from '../domain/market-oversight/lot-prices.server.ts';
import { getOverseenSystem } from '../domain/market-oversight/overseen-systems.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { DownloadLink } from '../ui/download-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FallingDue, LineHistory, LotCoverage, LotExtras, LotSpread } from '../ui/market-oversight.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Oversight of ${data?.system.title ?? 'a purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getOverseenSystem(db, actor, idParam(params.systemId, 'Purchasing system'));
    const on = todayInLondon();
    const asked = new URL(request.url).searchParams;
    const due = await listFallingDue(db, actor, { system, on });
    const lot = findLotAsked(system, asked.get('lot'));
    if (!lot) return { system, on, due, days: DAYS_AHEAD, shown: null };
    const prices = await readLotPrices(db, actor, { lot, on });
    const history = await readLineHistory(db, actor, { system, lot, on, prices, key: asked.get('line') });
    const areas = await listCoverage(db, actor, { lot });
    return {
      system,
      on,
      due,
      days: DAYS_AHEAD,
      shown: { lot, ...prices, ...history, areas, map: coverageMap(areas) },
    };
  });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function OversightPage() {
  const { system, on, due, days, shown } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/purchasing-systems/${system.id}`}>
            {system.title}
          </Link>
        }
        title="Oversight"
        lead="What providers ask, how it went, where they are, and what falls due. Only commissioners of the system’s authorities see this."
      />
      <Section id="due" title="Falling due">
        <FallingDue items={due} today={on} days={days} />
        <File href={`/purchasing-systems/${system.id}/oversight/falling-due.csv`} of="what falls due" />
      </Section>
      {shown ? (
        <Lot system={system} shown={shown} on={on} />
      ) : (
        <Section title="Prices and coverage">
          <EmptyState title="This system has no lots yet">Prices and coverage are told lot by lot.</EmptyState>
        </Section>
      )}
    </>
  );
}

const File = (link: Parameters<typeof DownloadLink>[0]) => (
  <p className="mt-3">
    <DownloadLink {...link} />
  </p>
);

interface LotProps {
  system: Loaded['system'];
  shown: NonNullable<Loaded['shown']>;
  on: string;
}

function Lot({ system: { id: systemId, lots }, shown, on }: LotProps) {
  const { lot, lines, extras, line, years, areas, map } = shown;
  const fileOf = (name: string) => `/purchasing-systems/${systemId}/oversight/${name}.csv?lot=${lot.number}`;
  const href = ({ key }: { key: string }) => `?lot=${lot.number}&line=${key}#history`;
  return (
    <>
      <nav aria-label="Lots" className="mt-12 flex flex-wrap gap-x-6 gap-y-2 border-b border-ink pb-2" id="lots">
        {lots.map(({ id, number, title }) =>
          id === lot.id ? (
            <strong key={id} aria-current="true">
              Lot {number}: {title}
            </strong>
          ) : (
            <Link key={id} className="link" to={`?lot=${number}#lots`}>
              Lot {number}: {title}
            </Link>
          ),
        )}
      </nav>
      <div className="mt-8">
        <Section id="spread" title="Spread of prices">
          <LotSpread lines={lines} on={on} href={href} />
          <LotExtras extras={extras} href={href} />
          {lines.length > 0 && <File href={fileOf('spread')} of="the spread of prices" />}
        </Section>
        {line && (
          <Section id="history" title="How prices went">
            <LineHistory label={line.label} unit={'unit' in line ? line.unit : 'week'} years={years} />
            <File href={`${fileOf('history')}&line=${line.key}`} of={`how prices went for ${line.label}`} />
          </Section>
        )}
        <Section id="coverage" title="Where providers are">
          <LotCoverage areas={areas} map={map ?? undefined} on={on} />
          {areas.length > 0 && <File href={fileOf('coverage')} of="where providers are" />}
        </Section>
      </div>
    </>
  );
}
