import { scaleTime } from 'd3-scale';
import { formatDate, formatMonth } from '../lib/dates.ts';

export interface Span {
  label: string;
  /** ISO dates; null where no beginning is known: its end alone is marked. */
  from: string | null;
  until: string;
}

const MOST_TICKS = 6;
const ROW = 18;
/** Percent of the width, from where a year's label ends at its line rather than begins there. */
const LAST_START = 88;
const MARK = 5;

const yearOf = (iso: string) => Number(iso.slice(0, 4));

/** One bar a row over years, or a mark at its end, its label above it as text that wraps on a phone. */
export function TimelineChart({ spans, description }: { spans: Span[]; description: string }) {
  const first = Math.min(...spans.map((span) => yearOf(span.from ?? span.until)));
  const last = Math.max(...spans.map((span) => yearOf(span.until))) + 1;
  const place = scaleTime([Date.UTC(first, 0), Date.UTC(last, 0)], [0, 100]);
  const step = Math.ceil((last - first) / MOST_TICKS);
  const years = Array.from({ length: Math.ceil((last - first) / step) }, (_, index) => first + index * step);
  const at = (iso: string) => place(Date.parse(iso));
  return (
    <div role="img" aria-label={description} className="max-w-[760px]">
      {spans.map((span) => (
        <div key={`${span.label} ${span.until}`} className="pb-1.5">
          <div className="flex flex-wrap justify-between gap-x-4 text-table">
            <span>{span.label}</span>
            <span className="text-muted">{sayWhen(span)}</span>
          </div>
          <svg width="100%" height={ROW} aria-hidden="true" className="mt-0.5 block">
            <YearLines years={years} place={(year) => place(Date.UTC(year, 0))} />
            {span.from === null ? (
              <circle cx={`${at(span.until)}%`} cy={ROW / 2} r={MARK} fill="var(--color-framework)" />
            ) : (
              <rect
                x={`${at(span.from)}%`}
                y={3}
                width={`${Math.max(0.5, at(span.until) - at(span.from))}%`}
                height={ROW - 6}
                rx={2}
                fill="var(--color-framework)"
              />
            )}
          </svg>
        </div>
      ))}
      <svg width="100%" height={20} aria-hidden="true" className="block">
        {years.map((year) => (
          <text
            key={year}
            x={`${place(Date.UTC(year, 0))}%`}
            y={14}
            fontSize={13}
            fill="var(--color-muted)"
            // On a phone a label that begins at the edge would be cut.
            textAnchor={place(Date.UTC(year, 0)) > LAST_START ? 'end' : 'start'}
          >
            {year}
          </text>
        ))}
      </svg>
    </div>
  );
}

const sayWhen = ({ from, until }: Span) =>
  from === null ? `ends ${formatDate(until)}` : `${formatMonth(from)} to ${formatDate(until)}`;

function YearLines({ years, place }: { years: number[]; place: (year: number) => number }) {
  return years.map((year) => (
    <line key={year} x1={`${place(year)}%`} x2={`${place(year)}%`} y1={0} y2={ROW} stroke="var(--color-line)" />
  ));
}
