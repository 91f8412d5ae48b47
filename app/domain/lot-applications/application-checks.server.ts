import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { STATUS_NOW } from '../purchasing-systems/system-status-now.server.ts';
import { accommodationByCode } from '../services/accommodation.ts';
import { clockOf } from './evaluation-time.server.ts';

/** A lot that anyone may apply to join, once its system takes applications. */
export interface LotToJoin {
  lotId: string;
  lotNumber: number;
  lotTitle: string;
  description: string;
  accommodationType: number;
  noticeDays: number;
  /** MM-DD; null: on any day. */
  upliftMonthDay: string | null;
  systemId: string;
  systemTitle: string;
  systemStatus: string;
  takesApplications: string;
  evaluationDays: number;
  leadName: string;
}

/** A lot of a system that is published. */
export async function getLotToJoin(db: Db, lotId: string): Promise<LotToJoin> {
  const lot = await db
    .selectFrom('lots')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations', 'organisations.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'lots.id as lotId',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'lots.description',
      'lots.accommodationType',
      'lots.noticeDays',
      'lots.upliftMonthDay',
      'lots.systemId',
      'purchasingSystems.title as systemTitle',
      STATUS_NOW.as('systemStatus'),
      'purchasingSystems.takesApplications',
      'purchasingSystems.evaluationDays',
      'organisations.name as leadName',
    ])
    .where('lots.id', '=', lotId)
    .where('purchasingSystems.status', '!=', 'draft')
    .executeTakeFirst();
  if (!lot) throw new DomainError('not-found', 'Lot not found');
  return lot;
}

/** The window in which the system takes applications. */
export interface OpenRound {
  id: string;
  title: string;
  closesAt: Date;
}

interface Taking {
  systemId: string;
  systemStatus: string;
  takesApplications: string;
}

/** Whether the system takes applications now, by the database's clock; `round` is the open one of a system with rounds. */
export async function findWindow(
  db: Db,
  { systemId, systemStatus, takesApplications }: Taking,
): Promise<{ isOpen: boolean; round: OpenRound | null }> {
  if (systemStatus !== 'open') return { isOpen: false, round: null };
  if (takesApplications === 'always') return { isOpen: true, round: null };
  const now = await clockOf(db);
  const round = await db
    .selectFrom('applicationRounds')
    .select(['id', 'title', 'closesAt'])
    .where('systemId', '=', systemId)
    .where('opensAt', '<=', now)
    .where('closesAt', '>', now)
    .executeTakeFirst();
  return { isOpen: round !== undefined, round: round ?? null };
}

/** The same, for a command: refused where it takes none now. */
export async function requireWindow(db: Db, lotId: string): Promise<{ roundId: string | null }> {
  const lot = await getLotToJoin(db, lotId);
  const { isOpen, round } = await findWindow(db, lot);
  if (!isOpen) throw new DomainError('conflict', closedInWords(lot));
  return { roundId: round?.id ?? null };
}

const closedInWords = ({ systemStatus, takesApplications }: Taking): string =>
  systemStatus === 'open' && takesApplications === 'in_rounds'
    ? 'Applications are taken in rounds, and none is open now'
    : 'This purchasing system takes no applications now';

/** Why the provider cannot apply to the lot, in words; none: it can. An application that it has begun is not among them. */
export async function listObstacles(db: Db, actor: Actor, lot: LotToJoin): Promise<string[]> {
  const obstacles: string[] = [];
  if (!(await findWindow(db, lot)).isOpen) obstacles.push(closedInWords(lot));
  if (!(await hasGrid(db, lot.lotId))) obstacles.push(UNPRICED);
  if (!(await runsServiceFor(db, actor, lot.accommodationType))) obstacles.push(withoutService(lot.accommodationType));
  const admission = await findAdmission(db, actor, lot.lotId);
  if (admission && ['active', 'suspended'].includes(admission.status)) obstacles.push(ADMITTED);
  return obstacles;
}

const UNPRICED = 'The authority has not said yet how this lot is priced';

/** A lot that was added after its system was published has none at first. */
async function hasGrid(db: Db, lotId: string): Promise<boolean> {
  const point = await db
    .selectFrom('lotPricePoints')
    .select('level')
    .where('lotId', '=', lotId)
    .limit(1)
    .executeTakeFirst();
  return point !== undefined;
}

export const ADMITTED = 'You are admitted to this lot already';

const withoutService = (accommodationType: number) =>
  `None of your services that are registered is of the lot’s kind: ${accommodationByCode(accommodationType).label.toLowerCase()}`;

/** A service whose registration holds, or whose application Ofsted has accepted. */
export async function runsServiceFor(db: Db, actor: Actor, accommodationType: number): Promise<boolean> {
  const service = await db
    .selectFrom('services')
    .select(sql<number>`1`.as('one'))
    .where('providerId', '=', actor.organisationId)
    .where('accommodationType', '=', accommodationType)
    .where('registrationStatus', 'in', ['registered', 'application_accepted'])
    .limit(1)
    .executeTakeFirst();
  return service !== undefined;
}

/** Refuses what keeps an application from being submitted, whatever it says. */
export async function requireEligible(db: Db, actor: Actor, application: { accommodationType: number }): Promise<void> {
  const { accommodationType } = application;
  if (!(await runsServiceFor(db, actor, accommodationType))) {
    throw new DomainError('conflict', withoutService(accommodationType));
  }
}

/** The provider's own admission to the lot, whatever its status. */
export function findAdmission(db: Db, actor: Actor, lotId: string) {
  return db
    .selectFrom('admissions')
    .select(['id', 'status'])
    .where('lotId', '=', lotId)
    .where('providerId', '=', actor.organisationId)
    .executeTakeFirst();
}

/** The application that the provider has begun or submitted for the lot. */
export function findOpenApplication(db: Db, actor: Actor, lotId: string) {
  return db
    .selectFrom('lotApplications')
    .select(['id', 'status'])
    .where('lotId', '=', lotId)
    .where('providerId', '=', actor.organisationId)
    .where('status', 'in', ['draft', 'submitted'])
    .executeTakeFirst();
}
