import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { SYSTEM_STATUS } from './purchasing-system.ts';
import type { ExtensionInput } from './purchasing-system-form.ts';
import { lockSystem, type PurchasingSystem } from './purchasing-systems.server.ts';
import { updateSystem } from './system-commands.server.ts';
import { tellOfEnd } from './system-endings.server.ts';
import { getReadiness } from './system-readiness.server.ts';
import {
  AFTER,
  isUnderWay,
  type Obstacle,
  obstaclesToOpening,
  obstaclesToPublication,
  type Step,
  stepsFrom,
} from './system-status.ts';

const EVENTS = {
  publish: 'purchasing_system.published',
  open: 'purchasing_system.opened',
  close: 'purchasing_system.closed',
  end: 'purchasing_system.ended',
} as const;

interface StepInput {
  id: string;
  revision: number;
  step: Step;
  /** The day in London, ISO. */
  today: string;
  /** Why it ends. */
  reason?: string;
  /** The portal's address, for links in letters. */
  publicUrl: string;
}

/** Takes a purchasing system one step on: published, open, closed to new applicants, ended. Those whom its end concerns are told. */
export async function takeStep(db: Db, actor: Actor, input: StepInput): Promise<void> {
  const { id, revision, step, today, reason, publicUrl } = input;
  const system = await lockSystem(db, actor, { systemId: id });
  requireStep(system, step);
  if (revision !== system.revision)
    throw new DomainError('conflict', 'Somebody has changed this purchasing system since you opened the page');
  await requireReadiness(db, system, step, today);
  await updateSystem(db, system, { status: AFTER[step], publishes: step === 'publish' });
  if (step === 'end') await tellOfEnd(db, { ...system, pastEnd: null }, publicUrl);
  await recordAudit(db, actor, {
    event: EVENTS[step],
    subjectId: id,
    ...(reason !== undefined && { reason }),
    before: { status: system.status },
    after: { status: AFTER[step], title: system.title, revision: revision + 1 },
  });
}

/** Refuses a step that the status does not lead to. */
export function requireStep(system: { kind: string; status: string }, step: Step): void {
  if (stepsFrom(system).includes(step)) return;
  const now = SYSTEM_STATUS[system.status]?.label.toLowerCase() ?? system.status;
  throw new DomainError('conflict', `${REFUSALS[step]}: this purchasing system is ${now}`);
}

const REFUSALS: Record<Step, string> = {
  publish: 'Only a draft is published',
  open: 'It cannot be opened now',
  close: 'Only an open one is closed to new applicants',
  end: 'It cannot be ended',
};

/** What is missing for a step. `today` is an ISO date. */
export async function listObstacles(db: Db, system: PurchasingSystem, step: Step, today: string): Promise<Obstacle[]> {
  if (step !== 'publish' && step !== 'open') return [];
  const readiness = await getReadiness(db, system);
  return step === 'publish' ? obstaclesToPublication(readiness, today) : obstaclesToOpening(readiness);
}

async function requireReadiness(db: Db, system: PurchasingSystem, step: Step, today: string): Promise<void> {
  const sentences = (await listObstacles(db, system, step, today)).map(({ sentence }) => sentence);
  if (sentences.length > 0) throw new DomainError('conflict', `Not ready yet. ${sentences.join(' ')}`);
}

/** Moves the end of a system that is under way, no further than its terms allow, and keeps what it was. */
export async function extendSystem(db: Db, actor: Actor, input: ExtensionInput & { id: string }): Promise<void> {
  const { id, revision, endsOn, reason } = input;
  const system = await lockSystem(db, actor, { systemId: id });
  requireExtendable(system);
  if (revision !== system.revision)
    throw new DomainError('conflict', 'Somebody has changed this purchasing system since you opened the page');
  if (endsOn <= system.endsOn) throw new DomainError('conflict', 'The new last day must be after the one it has now');
  if (system.extendableUntil === null || endsOn > system.extendableUntil)
    throw new DomainError('conflict', 'The new last day is later than its extensions allow');
  await db
    .insertInto('purchasingSystemExtensions')
    .values({ systemId: id, endedOnBefore: system.endsOn, endsOn, reason, extendedBy: actor.userId })
    .execute();
  await updateSystem(db, system, { endsOn });
  await recordAudit(db, actor, {
    event: 'purchasing_system.extended',
    subjectId: id,
    reason,
    before: { endsOn: system.endsOn },
    after: { endsOn, title: system.title, revision: revision + 1 },
  });
}

/** Refuses to extend a draft, what has ended, and what its terms do not let. */
export function requireExtendable(system: { status: string; endsOn: string; extendableUntil: string | null }): void {
  if (!isUnderWay(system))
    throw new DomainError('conflict', 'Only a purchasing system that is published and has not ended is extended');
  if (system.extendableUntil === null || system.extendableUntil <= system.endsOn)
    throw new DomainError('conflict', 'Its terms do not let it be extended any further');
}
