import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { type Market, NOW, outcome, TODAY } from '../price-schedules/schedules-testing.ts';
import { underRowSecurity } from '../testing.ts';
import { aPlacement, ask, decide, FULL, given, PART } from './testing.ts';
import { decideUplift } from './uplift-decisions.server.ts';
import { previewDecision, readUpliftPage } from './uplift-page.server.ts';
import { withdrawUplift } from './uplift-requests.server.ts';
import { countUpliftsToDecide, getUplift, listPlacedChildren, listUplifts } from './uplifts.server.ts';

const databases = testDatabase();

test('the provider and the lead’s commissioners read it, nobody else; the lead alone decides, its provider alone withdraws', () =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    const { id } = await ask(db, market);
    const CASES: [keyof Market, read: string, decided: string, withdrawn: string][] = [
      ['manager', 'done', 'forbidden', 'forbidden'],
      ['rival', 'not-found', 'not-found', 'not-found'],
      ['leadBroker', 'forbidden', 'forbidden', 'forbidden'],
      ['member', 'not-found', 'not-found', 'not-found'],
      ['outsider', 'not-found', 'not-found', 'not-found'],
    ];
    for (const [who, read, decided, withdrawn] of CASES) {
      const actor = market[who] as Actor;
      const under = (work: (as: Db) => Promise<unknown>) => outcome(underRowSecurity(db, actor, work));
      expect(await under((as) => getUplift(as, actor, id)), `${who} reads`).toBe(read);
      expect(await outcome(decide(db, actor, id, FULL)), `${who} decides`).toBe(decided);
      expect(await outcome(decideUplift(db, actor, { id, decision: FULL, ...NOW })), `${who}, without policies`).toBe(
        decided,
      );
      expect(await under((as) => withdrawUplift(as, actor, id)), `${who} withdraws`).toBe(withdrawn);
      if (read === 'done' || read === 'not-found') {
        const list = await underRowSecurity(db, actor, (as) => listUplifts(as, actor));
        expect(list.length, `${who} lists`).toBe(read === 'done' ? 1 : 0);
      }
    }
    expect(await outcome(decide(db, market.bids, id, FULL))).toBe('forbidden');
    expect(await outcome(underRowSecurity(db, market.lead, (as) => withdrawUplift(as, market.lead, id)))).toBe(
      'forbidden',
    );
    expect(await countUpliftsToDecide(db, market.lead)).toBe(1);
    expect((await getUplift(db, market.lead, id)).status).toBe('submitted');
  }));

test('what it costs, for the lead’s own children and other members’, as asked and as it would be accepted; nobody else is told', () =>
  databases.rolledBack(async (db) => {
    const market = await given(db);
    for (const [actor, age] of [
      [market.lead, 9],
      [market.lead, 9],
      [market.member, 12],
      [market.outsider, 12],
    ] as const) {
      await aPlacement(db, market, actor, { age });
    }
    const { id } = await ask(db, market);
    const page = (actor: Actor) => underRowSecurity(db, actor, (as) => readUpliftPage(as, actor, { id, today: TODAY }));
    const { effect } = await page(market.lead);
    expect(effect?.own).toMatchObject({ children: 2, weeklyBeforePence: 800_000, weeklyChangePence: 40_000 });
    expect(effect?.others).toMatchObject({ children: 2, weeklyChangePence: 40_000 });
    const preview = await underRowSecurity(db, market.lead, (as) =>
      previewDecision(as, market.lead, { id, decision: PART, today: TODAY }),
    );
    expect(preview?.all).toMatchObject({ children: 4, weeklyChangePence: 32_000, yearlyChangePence: 2 * 834_286 });
    expect((await page(market.bids)).effect).toBeNull();
    for (const actor of [market.bids, market.member, market.outsider]) {
      expect(await underRowSecurity(db, actor, (as) => listPlacedChildren(as, market.admissionId, TODAY))).toEqual([]);
    }
  }));
