import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { canCompareCost } from './cost-comparison-policy.ts';
import type { Period } from './financial-year.ts';
import type { RouteOfPurchase } from './routes-of-purchase.ts';

export interface PlacementActivity extends Period {
  accommodationType: number;
  route: RouteOfPurchase;
  /** Placements that started in the period. */
  started: number;
  /** Placements with a charged night in the period. */
  placements: number;
  nights: number;
  /** Sum of nights times pence for 7 nights. */
  nightPence: number;
}

export function requireCostReader(actor: Actor): void {
  if (!canCompareCost(actor)) {
    throw new DomainError(
      'forbidden',
      'Cost comparison is for commissioners, finance readers and administrators of an authority.',
    );
  }
}

/**
 * What the authority's own placements came to in each period, by accommodation type and route.
 *
 * A night is charged from the first day of a fee until the day before the fee ends or the child leaves; the periods bound what is counted,
 * so one that ends today counts a stay that goes on up to last night. `accommodationType` undefined: all of them.
 */
export async function listPlacementActivity(
  db: Db,
  actor: Actor,
  { periods, accommodationType }: { periods: readonly Period[]; accommodationType: number | undefined },
): Promise<PlacementActivity[]> {
  requireCostReader(actor);
  const type = accommodationType ?? null;
  const { rows } = await sql<PlacementActivity>`
    with periods as (
      select * from unnest(${periods.map(({ from }) => from)}::date[], ${periods.map(({ until }) => until)}::date[]) as p (starts_on, ends_on)
    ),
    stays as (
      select periods.starts_on as period_from, periods.ends_on as period_until, p.id, p.accommodation_type, p.route,
             p.authority_id, p.started_on, p.ended_on
      from periods
      join placements p
        on p.authority_id = ${actor.organisationId}
       and p.started_on < periods.ends_on
       and coalesce(p.ended_on, 'infinity') > periods.starts_on
       and (${type}::smallint is null or p.accommodation_type = ${type}::smallint)
    ),
    charged as (
      select s.period_from, s.period_until, s.id, s.accommodation_type, s.route,
             s.started_on >= s.period_from as is_new,
             coalesce(sum(n.nights), 0) as nights,
             coalesce(sum(n.nights * n.weekly_pence), 0) as night_pence
      from stays s
      left join lateral (
        select f.weekly_pence::bigint as weekly_pence,
               least(s.period_until, s.ended_on, f.ends_on) - greatest(s.period_from, s.started_on, f.starts_on) as nights
        from placement_fees f
        where f.authority_id = s.authority_id and f.placement_id = s.id
      ) n on n.nights > 0
      group by s.period_from, s.period_until, s.id, s.accommodation_type, s.route, s.started_on
    )
    select period_from as "from", period_until as "until", accommodation_type, route,
           count(*) filter (where is_new) as started,
           count(*) filter (where nights > 0) as placements,
           sum(nights)::bigint as nights,
           sum(night_pence)::bigint as night_pence
    from charged
    group by period_from, period_until, accommodation_type, route
    order by period_from, period_until, accommodation_type, route
  `.execute(db);
  return rows;
}
