import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import {
  aLot,
  aMember,
  anAdmission,
  anAuthority,
  anOperator,
  anOutwardCode,
  aProvider,
  aService,
  underRowSecurity,
} from '../testing.ts';
import { coverageMap, listCoverage } from './coverage.server.ts';
import { listFallingDue } from './falling-due.server.ts';
import { getOverseenSystem } from './overseen-systems.server.ts';
import { listLineSpreads, listPriceHistory } from './price-spread.server.ts';
import { listProcurementTimeline, timelineCsv } from './procurement-timeline.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const core = (weeklyPence: number) => [{ level: 'core', ageFrom: 0, ageTo: 17, weeklyPence }];

/** A system of a lead and a member, with three providers at 300,000, 310,000 and 340,000 pence since April 2026, and 290,000 before. */
async function givenSystem(db: Db) {
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
const overseen = (db: Db, actor: Actor, systemId: string, on = TODAY) =>
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

test('the lead and its members see prices, history and coverage', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    for (const actor of [actors.lead, actors.member]) {
      const { lines, years } = await overseen(db, actor, systemId);
      expect(lines.map(({ label }) => label)).toEqual(['Core, age 0 to 17']);
      // Places 0.5, 1 and 1.5 of three.
      expect(lines[0]?.spread).toEqual({
        ...{ count: 3, least: 300_000, lowerQuartile: 305_000, median: 310_000 },
        ...{ upperQuartile: 325_000, most: 340_000 },
      });
      expect(years.map(({ year, on, spread }) => [year, on, spread.count, spread.median])).toEqual([
        ['2024-25', '2025-03-31', 3, 290_000],
        ['2025-26', '2026-03-31', 3, 290_000],
        ['2026-27', TODAY, 3, 310_000],
      ]);
    }
  }));

test('to an authority outside, a provider, even an admitted one, and an operator there is no oversight', () =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    for (const actor of [actors.outsider, actors.provider, actors.rival, actors.operator]) {
      await expect(overseen(db, actor, systemId)).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const actor of [actors.broker, actors.finance]) {
      await expect(overseen(db, actor, systemId)).rejects.toMatchObject({ code: 'forbidden' });
    }
  }));

test('row level security holds where the system is somebody else’s: a lot that was not asked for by its system has no prices', () =>
  context.rolledBack(async (db) => {
    const one = await givenSystem(db);
    const { outsider, provider } = one.actors;
    const { system, lot, line } = await underRowSecurity(db, one.actors.lead, async (own) => {
      const found = await getOverseenSystem(own, one.actors.lead, one.systemId);
      const [first] = found.lots;
      if (!first) throw new Error('no lot');
      const lines = await listLineSpreads(own, one.actors.lead, { lot: first, on: TODAY });
      return { system: found, lot: first, line: lines[0] };
    });
    if (!line) throw new Error('no line');
    // Past the application's own check: as if an outsider held the lead's answer.
    await underRowSecurity(db, outsider, async (own) => {
      expect(await listLineSpreads(own, outsider, { lot, on: TODAY })).toEqual([]);
      expect(await listPriceHistory(own, outsider, { system, lot, line, on: TODAY })).toEqual([]);
      expect(await listCoverage(own, outsider, { lot })).toEqual([]);
    });
    await underRowSecurity(db, provider, async (own) => {
      await expect(listLineSpreads(own, provider, { lot, on: TODAY })).rejects.toMatchObject({ code: 'forbidden' });
    });
  }));

test('two authorities in different systems see their own systems’ prices alone', () =>
  context.rolledBack(async (db) => {
    const [one, two] = [await givenSystem(db), await givenSystem(db)];
    await anAdmission(
      db,
      { lotId: two.lotId, providerId: await aProvider(db) },
      { from: '2026-04-01', lines: core(999_900) },
    );
    expect((await overseen(db, one.actors.lead, one.systemId)).lines[0]?.spread.most).toBe(340_000);
    expect((await overseen(db, two.actors.member, two.systemId)).lines[0]?.spread.most).toBe(999_900);
    await expect(overseen(db, one.actors.lead, two.systemId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(overseen(db, two.actors.member, one.systemId)).rejects.toMatchObject({ code: 'not-found' });
  }));

test.each<[string, (db: Db) => { execute: () => Promise<unknown> }]>([
  ['suspended', (db) => db.updateTable('admissions').set({ status: 'suspended', suspension: 'decision' })],
  ['ended', (db) => db.updateTable('admissions').set({ status: 'ended', endedOn: '2026-11-01' })],
  ['without approved prices', (db) => db.updateTable('priceSchedules').set({ status: 'submitted' })],
  [
    'whose prices begin tomorrow',
    (db) => db.updateTable('priceSchedules').set({ validFrom: '2026-11-23' }).where('validUntil', 'is', null),
  ],
])('providers %s are no part of today’s spread', (_case, change) =>
  context.rolledBack(async (db) => {
    const { systemId, actors } = await givenSystem(db);
    await change(db).execute();
    expect((await overseen(db, actors.lead, systemId)).lines).toEqual([]);
  }),
);

test('coverage counts open services of the lot’s kind by authority area, and says nothing more exact', () =>
  context.rolledBack(async (db) => {
    const { systemId, providerIds, actors } = await givenSystem(db);
    const [first = '', second = ''] = providerIds;
    const kent = await anAuthority(db);
    const inKent = await anOutwardCode(db, { authorityId: kent, easting: 601_000, northing: 142_000 });
    const alsoInKent = await anOutwardCode(db, { authorityId: kent, easting: 620_000, northing: 150_000 });
    await aService(db, first, { outwardCode: inKent, registeredPlaces: 4 });
    await aService(db, second, { outwardCode: alsoInKent, registeredPlaces: 3 });
    await aService(db, second, { outwardCode: inKent, registeredPlaces: 9, accommodationType: 1 });
    await aService(db, second, { outwardCode: inKent, registeredPlaces: 9, registrationStatus: 'closed' });
    await aService(db, await aProvider(db), { outwardCode: inKent, registeredPlaces: 9 });
    const { areas } = await overseen(db, actors.member, systemId);
    expect(areas).toEqual([
      {
        onsCode: expect.stringMatching(/^E06/),
        areaName: expect.any(String),
        providers: expect.arrayContaining([expect.any(String), expect.any(String)]),
        services: 2,
        places: 7,
      },
    ]);
    expect(areas[0]?.providers).toHaveLength(2);
  }));

test('the map frames what is covered, each area once, and is none where no boundary is known', () => {
  const covered = (onsCode: string, places: number) => ({
    onsCode,
    areaName: onsCode,
    providers: [],
    services: 1,
    places,
  });
  expect(coverageMap([covered('E06990000', 3)])).toBeUndefined();
  const map = coverageMap([covered('E10000016', 12), covered('E06000035', 3)]);
  expect(map?.areas.filter(({ coverage }) => coverage).map(({ iso, coverage }) => [iso, coverage?.places])).toEqual([
    ['GB-MDW', 3],
    ['GB-KEN', 12],
  ]);
  const codes = map?.areas.map(({ iso }) => iso) ?? [];
  expect(new Set(codes).size).toBe(codes.length);
  // Kent's neighbours are drawn, Cornwall is far outside.
  expect(codes).toContain('GB-ESX');
  expect(codes).not.toContain('GB-CON');
});

test('what falls due: the lead sees documents, uplifts and applications; a member what its prices and dates are', () =>
  context.rolledBack(async (db) => {
    const { systemId, lotId, providerIds, scheduleIds, actors } = await givenSystem(db);
    const [providerId = '', other = ''] = providerIds;
    const { id: admissionId } = await db
      .selectFrom('admissions')
      .select('id')
      .where('providerId', '=', providerId)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('purchasingSystems')
      .set({ reviewStartsOn: '2028-10-01' })
      .where('id', '=', systemId)
      .execute();
    await db.insertInto('requiredDocuments').values({ systemId, documentKind: 'accounts' }).execute();
    const aDocument = async (documentKind: string, expiresOn: string, replacedAt: string | null = null) => {
      const { id: fileId } = await db
        .insertInto('files')
        .values({
          organisationId: providerId,
          name: 'a.pdf',
          mediaType: 'application/pdf',
          bytes: 1,
          sha256: 'a'.repeat(64),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('providerDocuments')
        .values({ providerId, documentKind, title: 'Of theirs', fileId, expiresOn, replacedAt })
        .execute();
    };
    await aDocument('accounts', '2026-11-20');
    await aDocument('accounts', '2026-11-21', '2026-11-01T09:00:00Z');
    await aDocument('accounts', '2027-12-01');
    await aDocument('statement_of_purpose', '2026-12-01');
    const { id: upliftId } = await db
      .insertInto('upliftRequests')
      .values({
        ...{ admissionId, providerId, scheduleId: scheduleIds[1] ?? '' },
        ...{ fromDate: '2027-04-01', method: 'percentage', askedBps: 300, reason: 'Pay' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: applicationId } = await db
      .insertInto('lotApplications')
      .values({
        ...{ lotId, providerId: await aProvider(db), status: 'submitted' },
        ...{ submittedAt: '2026-11-16T09:00:00Z', dueOn: '2026-11-30' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('priceSchedules')
      .set({ validUntil: '2027-02-01' })
      .where('providerId', '=', other)
      .where('validUntil', 'is', null)
      .execute();

    const due = async (actor: Actor) =>
      (await overseen(db, actor, systemId)).due.map(({ what, on, to }) => [what, on, to]);
    const dates = [
      ['Review starts', '2028-10-01', `/purchasing-systems/${systemId}`],
      ['System ends', '2030-03-31', `/purchasing-systems/${systemId}`],
    ];
    const prices = ['Prices end, and none follow', '2027-01-31', `/price-schedules/${scheduleIds[3]}`];
    expect(await due(actors.lead)).toEqual([
      ['Document expires', '2026-11-20', `/admissions/${admissionId}`],
      ['Application to decide', '2026-11-30', `/evaluations/${applicationId}`],
      prices,
      ['Uplift asked from', '2027-04-01', `/uplifts/${upliftId}`],
      ...dates,
    ]);
    expect(await due(actors.member)).toEqual([prices, ...dates]);
  }));

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
