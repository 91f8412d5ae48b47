import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { listProcurementTimeline, timelineCsv } from './procurement-timeline.server.ts';
import { givenSystem } from './testing.ts';

const context = testDatabase();

test('the timeline: systems led and joined, and the milestones of published statements, for commissioners alone', () =>
  context.rolledBack(async (db) => {
    const { systemId, leadId, memberId, actors } = await givenSystem(db);
    await db
      .updateTable('purchasingSystems')
      .set({ reviewStartsOn: '2028-10-01' })
      .where('id', '=', systemId)
      .execute();
    for (const status of ['published', 'draft'] as const) {
      const published = status === 'published';
      const { id } = await db
        .insertInto('marketPositionStatements')
        .values({
          ...{ authorityId: leadId, title: `A ${status} one`, summary: '', status },
          publishedOn: published ? '2026-01-01' : null,
          publishedAt: published ? '2026-01-01T09:00:00Z' : null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('procurementMilestones')
        .values({
          ...{ authorityId: leadId, statementId: id, position: 1, contract: `=Lodgings ${status}` },
          ...{ expiresOn: '2027-05-31', reviewStartsOn: '2026-04-01' },
        })
        .execute();
    }
    const timeline = (actor: Actor) => underRowSecurity(db, actor, (own) => listProcurementTimeline(own, actor));
    const told = async (actor: Actor) =>
      (await timeline(actor)).map(({ source, expiresOn, reviewStartsOn }) => [source, expiresOn, reviewStartsOn]);
    expect(await told(actors.lead)).toEqual([
      ['statement', '2027-05-31', '2026-04-01'],
      ['leads', '2030-03-31', '2028-10-01'],
    ]);
    expect(await told(actors.member)).toEqual([['buys', '2030-03-31', '2028-10-01']]);
    expect(await told(actors.outsider)).toEqual([]);
    for (const actor of [actors.broker, actors.finance, actors.provider, actors.operator]) {
      await expect(timeline(actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    // A spreadsheet takes a name that begins so for a formula.
    const [header, first] = timelineCsv(await timeline(actors.lead)).split('\n');
    expect(header).toBe('\ufeffsource,contract,expires_on,review_starts');
    expect(first).toBe("market position statement: A published one,'=Lodgings published,2027-05-31,2026-04");
    expect(memberId).not.toBe(leadId);
  }));
