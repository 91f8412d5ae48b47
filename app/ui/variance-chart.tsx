import { scaleLinear } from 'd3-scale';
import { effectInPounds, shortPounds } from './figures.ts';

interface VarianceChartProps {
  /** Pence. */
  budget: number;
  volume: number;
  price: number;
  /** Budget + volume + price: "Actual" or "Forecast". */
  outcome: { label: string; colour: string };
}

const TOP = 26;
const PLOT = 190;
const BASE = TOP + PLOT;
const AXIS_ROOM = 30;
/** Per cent of the width. */
const STEP = 25;
const COLUMN = 13;
const THINNEST = 2;

/** A waterfall from the budget through the two effects to what came of it. Positions are per cent, so text keeps its size on a phone. */
export function VarianceChart({ budget, volume, price, outcome }: VarianceChartProps) {
  const afterVolume = budget + volume;
  const total = afterVolume + price;
  const y = scaleLinear([Math.min(0, afterVolume), Math.max(1, budget, afterVolume, total)], [BASE, TOP]);
  const effectColour = (pence: number) => (pence > 0 ? 'var(--color-bad)' : 'var(--color-good)');
  const columns = [
    { label: 'Budget', from: 0, to: budget, text: shortPounds(budget), colour: 'var(--color-budget)' },
    { label: 'Volume', from: budget, to: afterVolume, text: withSign(volume), colour: effectColour(volume) },
    { label: 'Price', from: afterVolume, to: total, text: withSign(price), colour: effectColour(price) },
    { label: outcome.label, from: 0, to: total, text: shortPounds(total), colour: outcome.colour },
  ];
  const description = `Budget ${shortPounds(budget)}, volume effect ${effectInPounds(volume)}, price effect ${effectInPounds(price)}, ${outcome.label.toLowerCase()} ${shortPounds(total)}`;
  return (
    <svg width="100%" height={BASE + AXIS_ROOM} role="img" aria-label={description}>
      {columns.map(({ label, from, to, text, colour }, index) => {
        const top = Math.min(y(from), y(to));
        const left = STEP * index + (STEP - COLUMN) / 2;
        const reached = y(columns[index - 1]?.to ?? 0);
        return (
          <g key={label}>
            {index > 0 && (
              <line
                x1={`${left - (STEP - COLUMN)}%`}
                x2={`${left}%`}
                y1={reached}
                y2={reached}
                stroke="var(--color-control)"
                strokeDasharray="3 3"
              />
            )}
            <rect
              x={`${left}%`}
              y={top}
              width={`${COLUMN}%`}
              height={Math.max(THINNEST, Math.abs(y(from) - y(to)))}
              fill={colour}
            />
            <text
              x={`${left + COLUMN / 2}%`}
              y={top - 7}
              fontSize={14}
              fontWeight={600}
              textAnchor="middle"
              fill="var(--color-ink)"
            >
              {text}
            </text>
            <text x={`${left + COLUMN / 2}%`} y={BASE + 20} fontSize={13} textAnchor="middle" fill="var(--color-muted)">
              {label}
            </text>
          </g>
        );
      })}
      <line x1="0" x2="100%" y1={y(0)} y2={y(0)} stroke="var(--color-ink)" />
    </svg>
  );
}

const withSign = (pence: number) => (pence > 0 ? `+${shortPounds(pence)}` : shortPounds(pence));
