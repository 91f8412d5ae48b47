import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAdmission, anAuthority, anOperator, aProvider, underRowSecurity } from '../testing.ts';
import { listCoverage } from './coverage.server.ts';
import { listFallingDue } from './falling-due.server.ts';
import { getOverseenSystem } from './overseen-systems.server.ts';
import { listLineSpreads, listPriceHistory } from './price-spread.server.ts';

export const TODAY = '2026-11-22';

export const core = (weeklyPence: number) => [{ level: 'core', ageFrom: 0, ageTo: 17, weeklyPence }];

/** A system of a lead and a member, with three providers at 300,000, 310,000 and 340,000 pence since April 2026, and 290,000 before. */
export async function givenSystem(db: Db) {
  const [leadId, memberId] = [await anAuthority(db), await anAuthority(db)];
  const lotId = await aLot(db, { authorities: [leadId, memberId] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  const providerIds: string[] = [];
  const scheduleIds: string[] = [];
  for (const pence of [300_000, 310_000, 340_000]) {
    const providerId = await aProvider(db);
    const ids = await anAdmission(
      db,
      { lotId, providerId },
      { from: '2024-04-01', until: '2026-04-01', lines: core(290_000) },
      { from: '2026-04-01', lines: core(pence) },
    );
    providerIds.push(providerId);
    scheduleIds.push(...ids);
  }
  const actors = {
    lead: await aMember(db, leadId, 'authority', 'commissioner'),
    member: await aMember(db, memberId, 'authority', 'commissioner'),
    broker: await aMember(db, leadId, 'authority', 'broker'),
    finance: await aMember(db, leadId, 'authority', 'finance'),
    outsider: await aMember(db, await anAuthority(db), 'authority', 'commissioner'),
    provider: await aMember(db, providerIds[0] ?? '', 'provider', 'bids'),
    rival: await aMember(db, await aProvider(db), 'provider', 'bids'),
    operator: await aMember(db, await anOperator(db), 'operator', 'operator'),
  };
  return { systemId, lotId, leadId, memberId, providerIds, scheduleIds, actors };
}

/** What the page shows, as the actor's own request finds it. */
export const overseen = (db: Db, actor: Actor, systemId: string, on = TODAY) =>
  underRowSecurity(db, actor, async (own) => {
    const system = await getOverseenSystem(own, actor, systemId);
    const [lot] = system.lots;
    if (!lot) throw new Error('no lot');
    const lines = await listLineSpreads(own, actor, { lot, on });
    const [line] = lines;
    const years = line ? await listPriceHistory(own, actor, { system, lot, line, on }) : [];
    const areas = await listCoverage(own, actor, { lot });
    return { system, lines, years, areas, due: await listFallingDue(own, actor, { system, on }) };
  });
