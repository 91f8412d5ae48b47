import { scaleLinear } from 'd3-scale';
import type { Spread } from '../domain/market-oversight/spread.ts';
import { formatPence } from '../lib/money.ts';
import { wholePounds } from './figures.ts';

export interface SpreadRow {
  key: string;
  label: string;
  /** Pence. */
  spread: Spread;
}

const ROW = 26;
const MIDDLE = ROW / 2;
const TICKS = 4;
/** Per cent of the width. */
const ROOM = 9;
/** Axis labels that fit beside each other on a phone. */
const MOST_LABELS = 5;

/**
 * One line a row: a rule from the least to the most, a box from quartile to quartile, a dot at the median, and the row's label above it as
 * text that wraps on a phone. Positions are per cent of the width.
 */
export function SpreadChart({ rows, description }: { rows: SpreadRow[]; description: string }) {
  const least = Math.min(...rows.map(({ spread }) => spread.least));
  const most = Math.max(...rows.map(({ spread }) => spread.most));
  const room = Math.max((most - least) * 0.02, most * 0.02);
  const place = scaleLinear([Math.max(0, least - room), most + room], [ROOM, 100 - ROOM]).nice(TICKS);
  const ticks = place.ticks(TICKS);
  return (
    <div role="img" aria-label={description} className="max-w-[760px]">
      {rows.map(({ key, label, spread }) => (
        <div key={key} className="pb-1">
          <div className="flex flex-wrap justify-between gap-x-4 text-table">
            <span>{label}</span>
            <span className="tabular-nums text-muted">{sayMedian(spread)}</span>
          </div>
          <svg width="100%" height={ROW} aria-hidden="true" className="block">
            {ticks.map((tick) => (
              <line
                key={tick}
                x1={`${place(tick)}%`}
                x2={`${place(tick)}%`}
                y1={0}
                y2={ROW}
                stroke="var(--color-line)"
              />
            ))}
            <SpreadMarks spread={spread} place={place} />
          </svg>
        </div>
      ))}
      <svg width="100%" height={20} aria-hidden="true" className="block">
        {ticks
          .filter((_, index) => index % Math.ceil(ticks.length / MOST_LABELS) === 0)
          .map((tick) => (
            <text key={tick} x={`${place(tick)}%`} y={14} fontSize={13} textAnchor="middle" fill="var(--color-muted)">
              £{wholePounds(tick)}
            </text>
          ))}
      </svg>
    </div>
  );
}

/** Hourly rates lie pennies apart; weekly fees do not. */
function sayMedian({ count, median }: Spread): string {
  const said = median < 10_000 ? formatPence(median) : `£${wholePounds(median)}`;
  return count === 1 ? `one price, ${said}` : `median ${said} of ${count} prices`;
}

function SpreadMarks({ spread, place }: { spread: Spread; place: (pence: number) => number }) {
  const { least, lowerQuartile, median, upperQuartile, most } = spread;
  const at = (pence: number) => `${place(pence)}%`;
  return (
    <>
      <line x1={at(least)} x2={at(most)} y1={MIDDLE} y2={MIDDLE} stroke="var(--color-framework)" strokeWidth={2} />
      {[least, most].map((end) => (
        <line
          key={end}
          x1={at(end)}
          x2={at(end)}
          y1={MIDDLE - 5}
          y2={MIDDLE + 5}
          stroke="var(--color-framework)"
          strokeWidth={2}
        />
      ))}
      <rect
        x={at(lowerQuartile)}
        y={MIDDLE - 7}
        width={`${place(upperQuartile) - place(lowerQuartile)}%`}
        height={14}
        rx={2}
        fill="var(--color-accent-tint)"
        stroke="var(--color-framework)"
        strokeWidth={1.5}
      />
      <circle cx={at(median)} cy={MIDDLE} r={5} fill="var(--color-framework)" stroke="white" strokeWidth={1.5} />
    </>
  );
}
