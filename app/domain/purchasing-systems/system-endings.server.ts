import type { Db } from '#db/client.ts';
import { PROVIDER_READERS } from '../admissions/admission-decisions.server.ts';
import { inTurn, type OrganisationEvent, recordOfPortal } from '../admissions/changes-by-rule.server.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { updateSystem } from './system-commands.server.ts';
import { endedForMembersEmail, endedForProviderEmail } from './system-end-emails.ts';

const MOST_SYSTEMS = 1_000;
const MOST_PROVIDERS = 5_000;

interface EndedSystem {
  id: string;
  title: string;
  leadName: string;
  /** By date: the first day on which it is no longer in force, ISO. Null: its lead ended it. */
  pastEnd: string | null;
}

/** Writes to those whom its end concerns: who is admitted to one of its lots or waits to be, and the authorities that buy under it. */
export async function tellOfEnd(db: Db, system: EndedSystem, publicUrl: string): Promise<void> {
  const about = { ...system, address: new URL(`/purchasing-systems/${system.id}`, publicUrl).href };
  for (const { providerId, isAdmitted } of await listConcerned(db, system.id)) {
    const letter = endedForProviderEmail(about, isAdmitted ? 'admitted' : 'waiting');
    await queueEmailToMembers(db, { organisationId: providerId, roles: PROVIDER_READERS }, letter);
  }
  const members = await db
    .selectFrom('purchasingSystemMembers')
    .select('authorityId')
    .where('systemId', '=', system.id)
    .orderBy('authorityId')
    .execute();
  for (const { authorityId } of members) {
    const to = { organisationId: authorityId, roles: ['commissioner', 'broker'] as const };
    await queueEmailToMembers(db, to, endedForMembersEmail(about));
  }
}

const listConcerned = (db: Db, systemId: string) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .select(['admissions.providerId'])
    .select((eb) => eb.fn.agg<boolean>('bool_or', [eb('admissions.status', '!=', 'pending')]).as('isAdmitted'))
    .where('lots.systemId', '=', systemId)
    .where('admissions.status', 'in', ['pending', 'active', 'suspended'])
    .groupBy('admissions.providerId')
    .orderBy('admissions.providerId')
    .limit(MOST_PROVIDERS)
    .execute();

/**
 * Ends what is past its last day, with the letters of an end by hand: how many. Done again it finds nothing; a day that was left out is made
 * up for on the next. Takes a transaction of asSystem: they belong to many authorities.
 */
export async function endSystemsPastTheirDay(
  db: Db,
  { today, publicUrl }: { /** ISO, in London. */ today: string; publicUrl: string },
): Promise<number> {
  await inTurn(db);
  const systems = await lockPastTheirDay(db, today);
  const events: OrganisationEvent[] = [];
  for (const system of systems) {
    await updateSystem(db, system, { status: 'ended' });
    await tellOfEnd(db, { ...system, pastEnd: system.endsOn }, publicUrl);
    events.push({
      organisationId: system.leadAuthorityId,
      event: 'purchasing_system.ended',
      subjectId: system.id,
      reason: 'Its last day is past.',
      before: { status: system.status },
      after: { status: 'ended', title: system.title, revision: system.revision + 1 },
    });
  }
  await recordOfPortal(db, events);
  return systems.length;
}

/** Held until the transaction ends: whoever extends one at the same moment comes first, and then it is not among them. */
const lockPastTheirDay = (db: Db, today: string) =>
  db
    .selectFrom('purchasingSystems')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'purchasingSystems.id',
      'purchasingSystems.title',
      'purchasingSystems.status',
      'purchasingSystems.revision',
      'purchasingSystems.endsOn',
      'purchasingSystems.leadAuthorityId',
      'leads.name as leadName',
    ])
    .where('purchasingSystems.status', 'in', ['published', 'open', 'closed'])
    .where('purchasingSystems.endsOn', '<=', today)
    .orderBy('purchasingSystems.id')
    .limit(MOST_SYSTEMS)
    .forUpdate('purchasingSystems')
    .execute();
