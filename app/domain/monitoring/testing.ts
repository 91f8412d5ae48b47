import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAdmission, anAuthority, anOutwardCode, aProvider, aService } from '../testing.ts';
import type { VisitReport } from './monitoring-visit.ts';
import { createVisit, finaliseVisit } from './visit-commands.server.ts';

export const PUBLIC_URL = 'https://market.example';

/** Two authorities that share a purchasing system, a provider with a service in it, and others who have no part in it. */
export async function givenMonitoring(db: Db) {
  const [ownId, fellowId, outsiderId] = [await anAuthority(db), await anAuthority(db), await anAuthority(db)];
  const [providerId, rivalId] = [await aProvider(db), await aProvider(db)];
  const lotId = await aLot(db, { authorities: [ownId, fellowId] });
  await anAdmission(db, { lotId, providerId });
  const outwardCode = await anOutwardCode(db, { authorityId: ownId, easting: 601_000, northing: 143_000 });
  return {
    lotId,
    providerId,
    rivalId,
    serviceId: await aService(db, providerId, { outwardCode }),
    outwardCode,
    commissioner: await aMember(db, ownId, 'authority', 'commissioner'),
    broker: await aMember(db, ownId, 'authority', 'broker'),
    finance: await aMember(db, ownId, 'authority', 'finance'),
    fellow: await aMember(db, fellowId, 'authority', 'commissioner'),
    outsider: await aMember(db, outsiderId, 'authority', 'commissioner'),
    manager: await aMember(db, providerId, 'provider', 'manager'),
    bids: await aMember(db, providerId, 'provider', 'bids'),
    rival: await aMember(db, rivalId, 'provider', 'manager'),
  };
}

export type Monitoring = Awaited<ReturnType<typeof givenMonitoring>>;

export const REPORT: VisitReport = {
  serviceId: null,
  kind: 'unannounced',
  visitedOn: '2026-11-17',
  visitors: 'Ana, contracts officer; young inspectors 1 and 2',
  ratings: { quality: 'met', protection: 'partly_met' },
  findings: 'Night checks are not written down.',
  youngInspectors: 'The garden is good.',
  youngInspectorsRating: 'mixed',
  overall: 'some_concerns',
  actions: [
    { action: 'Write night checks down', owner: 'Registered manager', dueOn: '2026-12-01' },
    { action: 'Mend the gate', owner: 'Responsible individual', dueOn: '2026-12-15' },
  ],
};

export const newVisit = (providerId: string, changes: Partial<VisitReport> = {}) => ({
  ...REPORT,
  ...changes,
  key: randomUUID(),
  providerId,
});

/** The report of a visit as its provider reads it. */
export async function aFinishedVisit(
  db: Db,
  actor: Actor,
  providerId: string,
  changes: Partial<VisitReport> = {},
): Promise<string> {
  const { id } = await createVisit(db, actor, newVisit(providerId, changes));
  await finaliseVisit(db, actor, { id, revision: 1, publicUrl: PUBLIC_URL });
  return id;
}
