import { stringify } from 'csv-stringify/sync';
import type { Db } from '#db/client.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { STATUS_NOW } from '../purchasing-systems/system-status-now.server.ts';
import { requireMarketOverseer } from './overseen-systems.server.ts';

export interface TimelineContract {
  contract: string;
  /** ISO: its last day. */
  expiresOn: string;
  /** ISO; null where it is not planned yet. */
  reviewStartsOn: string | null;
  source: 'leads' | 'buys' | 'statement';
  /** Who runs the system, or the statement's title. */
  sourceName: string;
  /** Where it is set out. */
  to: string;
}

const MOST = 500;

/**
 * When the contracts that an authority buys by expire, and when their reviews start: the purchasing systems that it leads or buys from, and
 * what its published statements say; the first to expire first.
 */
export async function listProcurementTimeline(db: Db, actor: Actor): Promise<TimelineContract[]> {
  requireMarketOverseer(actor);
  const systems = await db
    .selectFrom('purchasingSystems')
    .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'purchasingSystems.id')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'purchasingSystems.id',
      'purchasingSystems.title',
      'purchasingSystems.endsOn',
      'purchasingSystems.reviewStartsOn',
      'purchasingSystems.leadAuthorityId',
      'leads.name as leadName',
    ])
    .where('purchasingSystemMembers.authorityId', '=', actor.organisationId)
    .where(STATUS_NOW, 'in', ['published', 'open', 'closed'])
    .orderBy('purchasingSystems.endsOn')
    .orderBy('purchasingSystems.id')
    .limit(MOST)
    .execute();
  const milestones = await db
    .selectFrom('procurementMilestones')
    .innerJoin('marketPositionStatements', (join) =>
      join
        .onRef('marketPositionStatements.id', '=', 'procurementMilestones.statementId')
        .onRef('marketPositionStatements.authorityId', '=', 'procurementMilestones.authorityId'),
    )
    .select([
      'procurementMilestones.contract',
      'procurementMilestones.expiresOn',
      'procurementMilestones.reviewStartsOn',
      'marketPositionStatements.id as statementId',
      'marketPositionStatements.title',
    ])
    .where('procurementMilestones.authorityId', '=', actor.organisationId)
    .where('marketPositionStatements.status', '=', 'published')
    .orderBy('procurementMilestones.expiresOn')
    .orderBy('procurementMilestones.statementId')
    .orderBy('procurementMilestones.position')
    .limit(MOST)
    .execute();
  return [
    ...systems.map(
      ({ id, title, endsOn, reviewStartsOn, leadAuthorityId, leadName }): TimelineContract => ({
        ...{ contract: title, reviewStartsOn, sourceName: leadName },
        expiresOn: addDays(endsOn, -1),
        source: leadAuthorityId === actor.organisationId ? 'leads' : 'buys',
        to: `/purchasing-systems/${id}`,
      }),
    ),
    ...milestones.map(
      ({ statementId, title, ...milestone }): TimelineContract => ({
        ...milestone,
        ...{ source: 'statement', sourceName: title, to: `/market-position-statements/${statementId}` },
      }),
    ),
  ].sort((a, b) => a.expiresOn.localeCompare(b.expiresOn) || a.contract.localeCompare(b.contract));
}

const SOURCES: Record<TimelineContract['source'], string> = {
  leads: 'purchasing system led',
  buys: 'purchasing system joined',
  statement: 'market position statement',
};

/** The same as a file, in the columns in which authorities publish it. */
export function timelineCsv(contracts: readonly TimelineContract[]): string {
  const rows = contracts.map(({ source, sourceName, contract, expiresOn, reviewStartsOn }) => ({
    source: `${SOURCES[source]}: ${sourceName}`,
    contract,
    expires_on: expiresOn,
    review_starts: reviewStartsOn?.slice(0, 7) ?? '',
  }));
  const columns = ['source', 'contract', 'expires_on', 'review_starts'];
  return `\ufeff${stringify(rows, { header: true, columns, escape_formulas: true })}`;
}
