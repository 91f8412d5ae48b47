import { scaleLinear } from 'd3-scale';

export interface ColumnSeries {
  name: string;
  colour: string;
}

export interface ColumnGroup {
  label: string;
  /** Beneath the label: the year. */
  sublabel: string;
  /** One of each series, in its order; undefined where there is no figure. */
  values: (number | undefined)[];
}

interface ColumnChartProps {
  series: ColumnSeries[];
  groups: ColumnGroup[];
  /** Says the whole chart in a sentence, for those who do not see it. */
  description: string;
}

const NAME_ROW = 20;
const PLOT = 168;
const VALUE_ROOM = 24;
const AXIS_ROOM = 44;
/** Shares of a group's width. */
const MARGIN = 0.2;
const GAP = 0.04;

/** Columns side by side, each with its value; the first group's columns carry the series' names. Positions are per cent, so text keeps its size. */
export function ColumnChart({ series, groups, description }: ColumnChartProps) {
  const top = series.length * NAME_ROW + VALUE_ROOM;
  const base = top + PLOT;
  const most = Math.max(1, ...groups.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const y = scaleLinear([0, most], [base, top]);
  const groupWidth = 100 / groups.length;
  const columnWidth = (1 - 2 * MARGIN - GAP * (series.length - 1)) / series.length;
  const left = (group: number, index: number) => groupWidth * (group + MARGIN + index * (columnWidth + GAP));
  const middle = (group: number, index: number) => left(group, index) + (groupWidth * columnWidth) / 2;
  return (
    <svg width="100%" height={base + AXIS_ROOM} role="img" aria-label={description}>
      {groups.map((group, position) => (
        <g key={`${group.label} ${group.sublabel}`}>
          {series.map(({ name, colour }, index) => {
            const value = group.values[index];
            const height = y(value ?? 0);
            const centre = `${middle(position, index)}%`;
            const nameAt = NAME_ROW * index + 14;
            return (
              <g key={name}>
                {position === 0 && (
                  <>
                    <line x1={centre} x2={centre} y1={nameAt - 10} y2={height - 20} stroke={colour} strokeWidth={1.5} />
                    <text x={centre} dx={7} y={nameAt} fontSize={13} fontWeight={600} fill="var(--color-ink)">
                      {name}
                    </text>
                  </>
                )}
                <rect
                  x={`${left(position, index)}%`}
                  y={height}
                  width={`${groupWidth * columnWidth}%`}
                  height={base - height}
                  fill={colour}
                />
                <text
                  x={centre}
                  y={height - 6}
                  fontSize={14}
                  fontWeight={600}
                  textAnchor="middle"
                  fill="var(--color-ink)"
                >
                  {value === undefined ? '–' : value.toLocaleString('en-GB')}
                </text>
              </g>
            );
          })}
          {[group.label, group.sublabel].map((text, row) => (
            <text
              key={text}
              x={`${groupWidth * (position + 0.5)}%`}
              y={base + 19 + 18 * row}
              fontSize={13}
              textAnchor="middle"
              fill="var(--color-muted)"
            >
              {text}
            </text>
          ))}
        </g>
      ))}
      <line x1="0" x2="100%" y1={base + 0.5} y2={base + 0.5} stroke="var(--color-ink)" />
    </svg>
  );
}
