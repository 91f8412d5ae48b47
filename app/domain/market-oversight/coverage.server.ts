import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { OPEN_REGISTRATIONS } from '../services/accommodation.ts';
import { AREA_SHAPES, type AreaShape } from './area-shapes.server.ts';
import { type OverseenLot, requireMarketOverseer } from './overseen-systems.server.ts';

export interface AreaCoverage {
  onsCode: string;
  areaName: string;
  /** Admitted to the lot, by name. */
  providers: string[];
  services: number;
  places: number;
}

/**
 * Where the providers admitted to a lot have services of its kind, by authority area: never more exact than that, since the whereabouts
 * of children's homes are not told.
 */
export async function listCoverage(db: Db, actor: Actor, { lot }: { lot: OverseenLot }): Promise<AreaCoverage[]> {
  requireMarketOverseer(actor);
  const rows = await db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('services', (join) =>
      join
        .onRef('services.providerId', '=', 'admissions.providerId')
        .onRef('services.accommodationType', '=', 'lots.accommodationType'),
    )
    .innerJoin('localAuthorityAreas', 'localAuthorityAreas.onsCode', 'services.areaOnsCode')
    .innerJoin('organisations', 'organisations.id', 'admissions.providerId')
    .select((eb) => [
      'localAuthorityAreas.onsCode',
      'localAuthorityAreas.name as areaName',
      eb.fn.agg<string[]>('array_agg', ['organisations.name']).distinct().as('providers'),
      eb.fn.countAll<number>().as('services'),
      eb.fn.sum<number>('services.registeredPlaces').as('places'),
    ])
    .where('admissions.lotId', '=', lot.id)
    .where('admissions.status', '=', 'active')
    .where('services.registrationStatus', 'in', OPEN_REGISTRATIONS)
    .groupBy(['localAuthorityAreas.onsCode', 'localAuthorityAreas.name'])
    .orderBy('localAuthorityAreas.name')
    .execute();
  return rows.map((row) => ({ ...row, places: row.places ?? 0 }));
}

export interface MapArea extends AreaShape {
  /** Undefined where no provider of the lot has a service there. */
  coverage: AreaCoverage | undefined;
}

export interface CoverageMap {
  /** SVG: left, top, width, height. */
  view: readonly [number, number, number, number];
  areas: MapArea[];
}

/** Around what is covered, in half kilometres. */
const ROOM = 16;
const LEAST_SIZE = 160;

/** The part of England that is covered, with whatever lies around it; undefined where no area that is covered has a boundary. */
export function coverageMap(covered: readonly AreaCoverage[]): CoverageMap | undefined {
  const byCode = new Map(covered.map((area) => [area.onsCode, area]));
  const shapes = AREA_SHAPES.map((shape) => ({
    ...shape,
    coverage: shape.onsCode === null ? undefined : byCode.get(shape.onsCode),
  }));
  const boxes = shapes.filter(({ coverage }) => coverage).map(({ box }) => box);
  if (boxes.length === 0) return undefined;
  const edges = [0, 1].map((axis) => {
    const from = Math.min(...boxes.map((box) => box[axis as 0 | 1])) - ROOM;
    const until = Math.max(...boxes.map((box) => box[(axis + 2) as 2 | 3])) + ROOM;
    const lacking = Math.max(0, LEAST_SIZE - (until - from)) / 2;
    return { from: Math.floor(from - lacking), until: Math.ceil(until + lacking) };
  });
  const [across = { from: 0, until: 0 }, down = { from: 0, until: 0 }] = edges;
  const areas = shapes.filter(
    ({ box: [left, top, right, bottom] }) =>
      left < across.until && right > across.from && top < down.until && bottom > down.from,
  );
  return { view: [across.from, down.from, across.until - across.from, down.until - down.from], areas };
}
