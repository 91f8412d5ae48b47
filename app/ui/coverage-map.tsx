import type { CoverageMap as Coverage, MapArea } from '../domain/market-oversight/coverage.server.ts';
import { countOf } from '../lib/phrases.ts';

/** Shades from few places to many: each at least so many times the one before. */
const SHADES = [0.2, 0.4, 0.65, 0.9];
const DARK = 0.5;

/** Of the map's width: a label's height, and what a figure needs of it. */
const LABEL = 1 / 30;
const FIGURE = 0.62;

/** Authority areas shaded by places, the number in each that has room for it. Coarse boundaries; nothing is placed within an area. */
export function CoverageMap({ map, description }: { map: Coverage; description: string }) {
  const { view, areas } = map;
  const [left, top, width] = view;
  const size = Math.round(width * LABEL * 10) / 10;
  const most = Math.max(...areas.map(({ coverage }) => coverage?.places ?? 0));
  return (
    <svg
      viewBox={view.join(' ')}
      role="img"
      aria-label={description}
      className="block h-auto max-h-[70vh] w-full max-w-[560px] rounded-md bg-frame"
    >
      <g stroke="white" strokeWidth={width / 500}>
        {areas.map((area) => (
          <path key={area.iso} d={area.path} {...fillOf(area, most)} />
        ))}
      </g>
      <g fontSize={size} fontWeight={600} textAnchor="middle">
        {areas.filter(hasRoom(size, { left, top, view })).map(({ iso, middle: [x, y], coverage }) => (
          <text
            key={iso}
            x={x}
            y={y + size * 0.35}
            fill={shadeOf(coverage?.places ?? 0, most) > DARK ? 'white' : 'var(--color-ink)'}
          >
            {coverage?.places}
          </text>
        ))}
      </g>
    </svg>
  );
}

const shadeOf = (places: number, most: number): number =>
  SHADES[Math.min(SHADES.length - 1, Math.floor((places / Math.max(1, most)) * SHADES.length))] ?? 0;

function fillOf({ coverage }: MapArea, most: number) {
  return coverage
    ? { fill: 'var(--color-framework)', fillOpacity: shadeOf(coverage.places, most) }
    : { fill: 'var(--color-line)' };
}

const hasRoom =
  (size: number, { left, top, view }: { left: number; top: number; view: Coverage['view'] }) =>
  ({ coverage, box, middle: [x, y] }: MapArea): boolean => {
    const figures = String(coverage?.places ?? '').length;
    const inside = x > left && x < left + view[2] && y > top && y < top + view[3];
    return coverage !== undefined && inside && box[2] - box[0] > figures * size * FIGURE && box[3] - box[1] > size;
  };

/** "3 areas have 41 places". */
export const coverageFinding = (areas: readonly { places: number }[]): string =>
  `${countOf(
    areas.reduce((sum, { places }) => sum + places, 0),
    'place',
  )} in ${countOf(areas.length, 'authority area')}`;
