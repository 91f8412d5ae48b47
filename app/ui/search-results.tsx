import { Link } from '@remix-run/react';
import { accommodationByCode, accommodationBySlug } from '../domain/services/accommodation.ts';
import { needLabel } from '../domain/services/needs.ts';
import type { OutwardCode } from '../domain/services/outward-codes.server.ts';
import { needReasons } from '../domain/vacancies/vacancy-match.ts';
import type { SearchResult } from '../domain/vacancies/vacancy-search.server.ts';
import { SORTS, type Sort, type VacancySearch } from '../domain/vacancies/vacancy-search-form.ts';
import { formatDate, formatShortDate } from '../lib/dates.ts';
import { countOf, daysAgo, formatAges } from '../lib/phrases.ts';
import { EmptyState } from './empty-state.tsx';
import { Judgement } from './judgement.tsx';
import { Pagination } from './pagination.tsx';
import { PlacePrice } from './place-price.tsx';
import { ScorecardLink } from './scorecard-link.tsx';
import { StatusTag } from './status-tag.tsx';

interface Found {
  results: SearchResult[];
  page: number;
  total: number;
  more: boolean;
  pageSize: number;
  search: VacancySearch;
  origin: OutwardCode;
  /** Providers of whom the reader has a scorecard to read. */
  scorecards: string[];
}

interface SearchResultsProps {
  found: Found;
  now: Date;
  /** The query of the address. */
  search: string;
}

const SORT_LABELS: Record<Sort, string> = { distance: 'Nearest', price: 'Lowest price', match: 'Most needs met' };

const CHILD: Record<VacancySearch['gender'], string> = {
  female: 'a girl',
  male: 'a boy',
  other: 'a child of another gender',
};

const withParam = (search: string, name: string, value: string): string => {
  const params = new URLSearchParams(search);
  params.set(name, value);
  if (name !== 'page') params.delete('page');
  return `?${params}`;
};

export function SearchResults({ found, now, search }: SearchResultsProps) {
  const { results, total, more, pageSize, search: need, origin } = found;
  return (
    <section aria-labelledby="results-title">
      <h2 id="results-title" className="text-section font-semibold">
        {more ? `More than ${total.toLocaleString('en-GB')} places` : countOf(total, 'place')} for this child
      </h2>
      <p className="mt-1 max-w-[75ch] text-muted">{sayNeed(need, origin)}</p>
      {total === 0 ? <NothingFits need={need} search={search} /> : <SortLinks current={need.sort} search={search} />}
      <ol className="divide-y divide-line">
        {results.map((result) => (
          <Result
            key={result.id}
            result={result}
            need={need}
            now={now}
            scorecard={found.scorecards.includes(result.providerId)}
          />
        ))}
      </ol>
      <Pagination
        page={found.page}
        pageSize={pageSize}
        total={total}
        href={(page) => withParam(search, 'page', String(page))}
      />
      {total > 0 && (
        <p className="mt-6 max-w-[75ch] text-caption text-muted">
          Distances are straight lines from the middle of {origin.code} to the middle of the place’s postcode area.
          Framework prices are those in force on {formatDate(need.from)} under the purchasing systems your authority
          belongs to. A spot fee is what the provider asks for the place, whatever the child needs.
        </p>
      )}
    </section>
  );
}

function sayNeed(need: VacancySearch, origin: OutwardCode): string {
  const needs = need.needs.length === 0 ? '' : `; ${need.needs.map(needLabel).join(', ').toLowerCase()}`;
  const siblings = need.siblings === 0 ? '' : ` with ${countOf(need.siblings, 'sibling')}`;
  const distance =
    need.radius === 'any'
      ? `nearest to ${origin.code} ${origin.postTown}`
      : `within ${need.radius} miles of ${origin.code} ${origin.postTown}`;
  return `${accommodationBySlug(need.type).label}, ${CHILD[need.gender]}, age ${need.age}${siblings}${needs}; ${distance}, from ${formatDate(need.from)}.`;
}

function SortLinks({ current, search }: { current: Sort; search: string }) {
  return (
    <div className="mt-4 flex flex-wrap gap-x-4 border-b border-ink pb-2 text-table">
      <span className="text-muted">Sorted by</span>
      {SORTS.map((sort) =>
        sort === current ? (
          <strong key={sort} aria-current="true">
            {SORT_LABELS[sort]}
          </strong>
        ) : (
          <Link key={sort} className="link" to={withParam(search, 'sort', sort)}>
            {SORT_LABELS[sort]}
          </Link>
        ),
      )}
    </div>
  );
}

function NothingFits({ need, search }: { need: VacancySearch; search: string }) {
  return (
    <div className="mt-4">
      <EmptyState title="No published place fits this need">
        {need.radius !== 'any' && (
          <>
            <Link className="link" to={withParam(search, 'radius', 'any')}>
              Look anywhere
            </Link>
            , or{' '}
          </>
        )}
        change the start date, the siblings or the needs above. A place is left out when it says that it cannot meet a
        need, is too small, starts later, or takes other ages or genders.
      </EmptyState>
    </div>
  );
}

interface ResultProps {
  result: SearchResult;
  need: VacancySearch;
  now: Date;
  scorecard: boolean;
}

function Result({ result, need, now, scorecard }: ResultProps) {
  const kind = accommodationByCode(result.accommodationType);
  return (
    <li className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[minmax(0,1fr)_5.5rem_13rem]">
      <div className="min-w-0">
        <h3 className="font-semibold">
          <Link className="link" to={`/vacancies/${result.id}`}>
            {result.providerName}
          </Link>
        </h3>
        <p className="text-table">
          {kind.place} · {result.outwardCode} {result.postTown} · {result.title}
        </p>
        <Reasons result={result} need={need} />
        <p className="mt-1 text-caption text-muted">
          Available from {formatShortDate(result.availableFrom)} · Confirmed{' '}
          {result.confirmedAt ? daysAgo(result.confirmedAt, now) : 'not yet'} ·{' '}
          <Judgement judgement={result.judgement} />
          {scorecard && (
            <>
              {' · '}
              <ScorecardLink providerId={result.providerId} of={result.providerName} />
            </>
          )}
        </p>
      </div>
      <p className="text-table tabular-nums sm:text-right">
        <span className="font-semibold">{result.miles.toFixed(1)}</span> miles
      </p>
      <PlacePrice result={result} need={need} />
    </li>
  );
}

function Reasons({ result, need }: { result: SearchResult; need: VacancySearch }) {
  return (
    <ul className="mt-1.5 flex flex-wrap gap-1.5">
      <li>
        <StatusTag tone="good">✓ Ages {formatAges(result.ageFrom, result.ageTo)}</StatusTag>
      </li>
      <li>
        <StatusTag tone="good">✓ {countOf(result.places, 'place')}</StatusTag>
      </li>
      {needReasons(need.needs, result.canMeet).map((reason) => (
        <li key={reason.text}>
          <StatusTag tone={reason.fits ? 'good' : 'neutral'}>
            {reason.fits ? '✓' : '?'} {reason.text}
          </StatusTag>
        </li>
      ))}
    </ul>
  );
}
