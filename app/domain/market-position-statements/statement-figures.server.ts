import type { Db } from '#db/client.ts';
import { ACCOMMODATION_PLURALS } from './market-position-statement.ts';
import { type Figure, type FigureKind, type FigureRow, placementsRows, placesRows } from './statement-figures.ts';

/** Registered places of the services in the authority's area, by type of accommodation, as the database has them now. */
export async function placesInArea(db: Db, authority: { id: string; areaName: string }, asAt: string): Promise<Figure> {
  const counts = await db
    .selectFrom('services')
    .innerJoin('organisations', 'organisations.onsCode', 'services.areaOnsCode')
    .select((eb) => [
      'services.accommodationType',
      eb.fn.countAll<number>().as('services'),
      eb.fn.sum<number>('services.registeredPlaces').as('places'),
    ])
    .where('organisations.id', '=', authority.id)
    .where('services.registrationStatus', '=', 'registered')
    .groupBy('services.accommodationType')
    .orderBy('services.accommodationType')
    .execute();
  const types = ACCOMMODATION_PLURALS.map(({ code, label }) => {
    const counted = counts.find((count) => count.accommodationType === code);
    return { label, services: counted?.services ?? 0, places: counted?.places ?? 0 };
  });
  return {
    kind: 'places_by_accommodation',
    source: `registered services in ${authority.areaName} known to this portal`,
    asAt,
    rows: placesRows(types),
  };
}

/** A published statement's figures, as they were frozen. */
export async function listFrozenFigures(db: Db, statementId: string): Promise<Figure[]> {
  const figures = await db
    .selectFrom('statementFigures')
    .select(['kind', 'source', 'asAt', 'rows'])
    .where('statementId', '=', statementId)
    .orderBy('position')
    .limit(20)
    .execute();
  return figures.map((figure) => {
    const rows = figure.rows as unknown as FigureRow[];
    return {
      ...figure,
      kind: figure.kind as FigureKind,
      rows: figure.kind === 'placements_by_accommodation' ? placementsRows(rows) : rows,
    };
  });
}

export async function freezeFigure(db: Db, statement: { authorityId: string; id: string }, figure: Figure) {
  await db
    .insertInto('statementFigures')
    .values({
      authorityId: statement.authorityId,
      statementId: statement.id,
      position: 1,
      kind: figure.kind,
      source: figure.source,
      asAt: figure.asAt,
      rows: JSON.stringify(figure.rows),
    })
    .execute();
}
