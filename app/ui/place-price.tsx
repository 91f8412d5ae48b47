import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { JUDGEMENT_LABELS } from '../domain/services/accommodation.ts';
import type { HeldLot, SearchResult } from '../domain/vacancies/vacancy-search.server.ts';
import type { VacancySearch } from '../domain/vacancies/vacancy-search-form.ts';
import { formatShortDate } from '../lib/dates.ts';
import { formatPence } from '../lib/money.ts';

interface PlacePriceProps {
  result: Pick<SearchResult, 'quotes' | 'withheld' | 'spotWeeklyPence'>;
  need: VacancySearch;
}

/** What a place costs for the child, and under which lots it takes no new referrals, whether another lot has a price or not. */
export function PlacePrice({ result, need }: PlacePriceProps) {
  const { quotes, withheld, spotWeeklyPence: spot } = result;
  return (
    <div className="sm:text-right">
      {quotes.length > 0 ? <FrameworkPrice quotes={quotes} spot={spot} need={need} /> : <SpotPrice spot={spot} />}
      {withheld.map((lot) => (
        <HeldLotNote key={lot.scheduleId} lot={lot} />
      ))}
    </div>
  );
}

function HeldLotNote({ lot }: { lot: HeldLot }) {
  const { systemTitle, lotNumber, judgement, inspectedOn } = lot;
  return (
    <p className="mt-1 text-caption text-warning">
      <strong>New referrals on hold:</strong> Lot {lotNumber} takes no new referrals to it under {systemTitle}. Ofsted’s
      judgement “{JUDGEMENT_LABELS[judgement] ?? judgement}” ({formatShortDate(inspectedOn)}) broke the lot’s rule, and
      the hold is not lifted.
    </p>
  );
}

function SpotPrice({ spot }: { spot: number | null }) {
  if (spot === null) return <span className="text-table text-muted">No framework price; ask for a spot fee</span>;
  return (
    <>
      <Amount pence={spot} />
      <Route colour="bg-spot">spot</Route>
    </>
  );
}

interface FrameworkPriceProps {
  quotes: SearchResult['quotes'];
  spot: number | null;
  need: VacancySearch;
}

function FrameworkPrice({ quotes: [best, ...others], spot, need }: FrameworkPriceProps) {
  if (!best) return null;
  return (
    <>
      <Amount pence={best.quote.weeklyPence} />
      <Route colour="bg-framework">framework · lot {best.lotNumber}</Route>
      <div className="text-caption text-muted">{best.systemTitle}</div>
      <details className="mt-1 text-caption">
        <summary className="link w-fit sm:ml-auto cursor-pointer">How it adds up</summary>
        <dl className="mt-1 space-y-0.5 text-left">
          {best.quote.parts.map((part) => (
            <div key={part.label} className="flex justify-between gap-3">
              <dt>{part.label}</dt>
              <dd className="tabular-nums">{formatPence(part.weeklyPence)}</dd>
            </div>
          ))}
          <div className="flex justify-between gap-3 border-t border-line font-semibold">
            <dt>Over {need.weeks} weeks</dt>
            <dd className="tabular-nums">{formatPence(best.quote.totalPence)}</dd>
          </div>
          {others.map((other) => (
            <div key={other.scheduleId} className="flex justify-between gap-3 text-muted">
              <dt>
                {other.systemTitle}, lot {other.lotNumber}
              </dt>
              <dd className="tabular-nums">{formatPence(other.quote.weeklyPence)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1 text-left">
          <Link className="link" to={quoteAddress(best, need)}>
            See the price in full
          </Link>
        </p>
      </details>
      {spot !== null && <div className="mt-1 text-caption text-muted">spot {formatPence(spot)}</div>}
    </>
  );
}

/** The page of one quote, for the same child. */
function quoteAddress({ admissionId, homePlaces }: SearchResult['quotes'][number], need: VacancySearch): string {
  const { age, needs, siblings, from, weeks, hours } = need;
  const given = {
    admission: admissionId,
    age,
    siblings,
    from,
    weeks,
    places: homePlaces,
    ...(hours !== undefined && { hours }),
  };
  const params = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
  for (const code of needs) params.append('needs', code);
  return `/quotes?${params}`;
}

/** How the place would be bought; the colour is that of the charts, and the word says it too. */
function Route({ colour, children }: { colour: string; children: ReactNode }) {
  return (
    <div className="text-table font-medium">
      <span aria-hidden="true" className={`mr-1.5 inline-block size-2.5 rounded-[2px] ${colour}`} />
      {children}
    </div>
  );
}

function Amount({ pence }: { pence: number }) {
  return (
    <div className="tabular-nums">
      <span className="text-section font-semibold">{formatPence(pence)}</span>{' '}
      <span className="text-table text-muted">a week</span>
    </div>
  );
}
