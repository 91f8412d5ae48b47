import { scaleLinear } from 'd3-scale';

export interface LinePoint {
  value: number | undefined;
  /** Drawn hollow: the figure stands on little. */
  weak?: boolean;
}

export interface LineSeries {
  name: string;
  colour: string;
  dashed?: boolean;
  /** One for each step; undefined values leave a gap. */
  points: LinePoint[];
}

export interface LineChartProps {
  series: LineSeries[];
  /** Under each step, and what bands of steps share beneath: a quarter, and its year. */
  steps: { label: string; band: string }[];
  format: (value: number) => string;
  /** Says the whole chart in a sentence, for those who do not see it. */
  description: string;
}

const TOP = 34;
const PLOT = 190;
const BASE = TOP + PLOT;
const HEIGHT = BASE + 48;
/** Per cent of the width: the axis' figures are left of the first step. */
const FIRST = 17;
const LAST = 97;
const TICKS = 4;

/** Lines over time, each named at its end with its last value. Positions are per cent, so text keeps its size on a phone. */
export function LineChart({ series, steps, format, description }: LineChartProps) {
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.2, high * 0.02);
  const y = scaleLinear([Math.max(0, low - room), high + room], [BASE, TOP]).nice(TICKS);
  const x = scaleLinear([0, Math.max(1, steps.length - 1)], [FIRST, LAST]);
  return (
    <svg width="100%" height={HEIGHT} role="img" aria-label={description}>
      {y.ticks(TICKS).map((tick) => (
        <g key={tick}>
          <line x1="0" x2="100%" y1={y(tick)} y2={y(tick)} stroke="var(--color-line)" />
          <text y={y(tick) - 5} fontSize={12} fill="var(--color-muted)">
            {format(tick)}
          </text>
        </g>
      ))}
      <Axis steps={steps} x={x} />
      {series.map((each) => (
        <Line key={each.name} series={each} x={x} y={y} />
      ))}
      {series.map((each) => (
        <EndLabel key={each.name} series={each} others={series} x={x} y={y} format={format} />
      ))}
    </svg>
  );
}

type Scale = (value: number) => number;

function Axis({ steps, x }: { steps: LineChartProps['steps']; x: Scale }) {
  const bands = [...Map.groupBy(steps.keys(), (index) => steps[index]?.band ?? '')];
  return (
    <g fontSize={12} fill="var(--color-muted)">
      {steps.map(({ label, band }, index) => (
        <text key={`${band} ${label}`} x={`${x(index)}%`} y={BASE + 17} textAnchor="middle">
          {label}
        </text>
      ))}
      {bands.map(([band, indices]) => {
        const first = indices.at(0) ?? 0;
        const last = indices.at(-1) ?? 0;
        const edge = first > 0 && `${(x(first - 1) + x(first)) / 2}%`;
        // The name of a band of one step at an edge is wider than the step.
        const alone = first === last && steps.length > 1;
        const name =
          alone && first === 0
            ? { x: `${(x(0) + x(1)) / 2}%`, dx: -7, textAnchor: 'end' as const }
            : alone && last === steps.length - 1
              ? { x: '100%', textAnchor: 'end' as const }
              : { x: `${(x(first) + x(last)) / 2}%`, textAnchor: 'middle' as const };
        return (
          <g key={band}>
            {edge && <line x1={edge} x2={edge} y1={BASE + 6} y2={BASE + 40} stroke="var(--color-control)" />}
            <text {...name} y={BASE + 37} fontWeight={600}>
              {band}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Line({ series, x, y }: { series: LineSeries; x: Scale; y: Scale }) {
  const { points, colour, dashed } = series;
  return (
    <g stroke={colour} strokeWidth={2.5}>
      {points.map(({ value }, index) => {
        const before = points[index - 1]?.value;
        if (value === undefined || before === undefined) return null;
        return (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name
            key={index}
            x1={`${x(index - 1)}%`}
            y1={y(before)}
            x2={`${x(index)}%`}
            y2={y(value)}
            strokeDasharray={dashed ? '6 4' : undefined}
          />
        );
      })}
      {points.map(({ value, weak }, index) =>
        value === undefined ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name
          <circle key={index} cx={`${x(index)}%`} cy={y(value)} r={4} fill={weak ? 'white' : colour} strokeWidth={2} />
        ),
      )}
    </g>
  );
}

interface EndLabelProps {
  series: LineSeries;
  others: LineSeries[];
  x: Scale;
  y: Scale;
  format: LineChartProps['format'];
}

/** How many steps a label may reach back over on a phone. */
const LABEL_STEPS = 4;

/** Above the line that ends highest, below any other, clear of the steps that it reaches over. */
function EndLabel({ series, others, x, y, format }: EndLabelProps) {
  const end = endOf(series);
  if (!end) return null;
  const highest = Math.max(...others.map((other) => endOf(other)?.value ?? 0));
  const above = end.value >= highest;
  const covered = series.points.slice(Math.max(0, end.index + 1 - LABEL_STEPS), end.index + 1);
  const heights = covered.flatMap(({ value }) => (value === undefined ? [] : [y(value)]));
  return (
    <text
      x={`${Math.min(100, x(end.index) + 2)}%`}
      y={above ? Math.min(...heights) - 12 : Math.max(...heights) + 22}
      textAnchor="end"
      fontSize={14}
      fontWeight={600}
      fill="var(--color-ink)"
      stroke="white"
      strokeWidth={4}
      paintOrder="stroke"
    >
      {series.name} {format(end.value)}
    </text>
  );
}

function endOf({ points }: LineSeries): { index: number; value: number } | undefined {
  const index = points.findLastIndex(({ value }) => value !== undefined);
  const value = points[index]?.value;
  return value === undefined ? undefined : { index, value };
}
