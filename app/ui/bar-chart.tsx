import { scaleLinear } from 'd3-scale';

export interface Bar {
  label: string;
  value: number;
}

const ROW = 44;
const BAR = 16;
/** The longest bar in per cent of the width: the rest is room for its value. */
const LONGEST = 86;

interface BarChartProps {
  bars: Bar[];
  /** Says the whole chart in a sentence, for those who do not see it. */
  description: string;
  colour?: string;
}

/** Horizontal bars, the label above each and the value at its end. Lengths are per cent, so that text keeps its size on a phone. */
export function BarChart({ bars, description, colour = 'var(--color-framework)' }: BarChartProps) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const length = scaleLinear([0, most], [0, LONGEST]);
  return (
    <svg width="100%" height={bars.length * ROW} role="img" aria-label={description} className="max-w-[760px]">
      {bars.map((bar, index) => (
        <g key={bar.label} transform={`translate(0 ${index * ROW})`}>
          <text y={14} fontSize={14} fill="var(--color-ink)">
            {bar.label}
          </text>
          <rect y={21} width={`${Math.max(0.3, length(bar.value))}%`} height={BAR} rx={2} fill={colour} />
          <text x={`${length(bar.value)}%`} dx={8} y={34} fontSize={14} fontWeight={600} fill="var(--color-ink)">
            {bar.value.toLocaleString('en-GB')}
          </text>
        </g>
      ))}
    </svg>
  );
}
