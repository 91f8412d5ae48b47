import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { aMember, anAuthority, anOutwardCode, aProvider, aService } from '../testing.ts';
import type { NewStatementInput } from './market-position-statement-form.ts';
import {
  getDraftToWrite,
  getStatement,
  listFigures,
  listOwnDrafts,
  listPublishedStatements,
} from './market-position-statements.server.ts';
import { createStatement, publishStatement, saveStatement } from './statement-commands.server.ts';

const databases = testDatabase();
/** For what is committed: two visits at once. */
const shared = testDatabase();
const TODAY = '2026-11-22';

const CONTENT: Omit<NewStatementInput, 'key'> = {
  title: 'Market position statement 2027 to 2030',
  accommodationType: null,
  summary: 'More foster homes',
  need: '## Need',
  supply: '',
  howToEngage: '',
  intentions: [{ category: 'fostering_in_house', intention: 'More carers', places: 12 }],
  milestones: [{ contract: 'Framework', reviewStartsOn: '2027-06-01', expiresOn: '2028-01-31' }],
};

const newForm = (changes: Partial<NewStatementInput> = {}) => ({ ...CONTENT, key: randomUUID(), ...changes });

/** Kent with its people, Medway with a commissioner, and a provider with services in Kent. */
async function market(db: Db) {
  const kent = await anAuthority(db, 'Kent');
  const medway = await anAuthority(db, 'Medway');
  const provider = await aProvider(db);
  const inKent = await anOutwardCode(db, { authorityId: kent, easting: 601_000, northing: 143_000 });
  const inMedway = await anOutwardCode(db, { authorityId: medway, easting: 576_000, northing: 167_000 });
  return {
    commissioner: await aMember(db, kent, 'authority', 'commissioner'),
    broker: await aMember(db, kent, 'authority', 'broker'),
    finance: await aMember(db, kent, 'authority', 'finance'),
    other: await aMember(db, medway, 'authority', 'commissioner'),
    manager: await aMember(db, provider, 'provider', 'manager'),
    addService: ({ type, places, at = 'Kent', status = 'registered' }: Added) =>
      aService(db, provider, {
        accommodationType: type,
        registeredPlaces: places,
        registrationStatus: status,
        outwardCode: at === 'Kent' ? inKent : inMedway,
      }),
  };
}

interface Added {
  type: number;
  places: number;
  at?: 'Kent' | 'Medway';
  status?: string;
}

test('a draft is there for its own authority alone', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, finance, other, manager } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    for (const actor of [commissioner, broker, finance]) {
      expect(await getStatement(db, actor, id)).toMatchObject({ ...CONTENT, status: 'draft', areaName: 'Kent' });
      expect(await listOwnDrafts(db, actor)).toHaveLength(1);
    }
    for (const actor of [other, manager, null]) {
      await expect(getStatement(db, actor, id)).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const actor of [other, manager]) {
      expect(await listOwnDrafts(db, actor)).toEqual([]);
      await expect(saveStatement(db, actor, { id, revision: 1, ...CONTENT })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(publishStatement(db, actor, { id, revision: 1 })).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await listPublishedStatements(db, { page: 1 })).total).toBe(0);
  }));

test('only commissioners write', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, broker, finance, manager } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    for (const actor of [broker, finance]) {
      await expect(getDraftToWrite(db, actor, id)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(saveStatement(db, actor, { id, revision: 1, ...CONTENT })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(publishStatement(db, actor, { id, revision: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    }
    for (const actor of [broker, finance, manager]) {
      await expect(createStatement(db, actor, newForm())).rejects.toMatchObject({ code: 'forbidden' });
    }
  }));

test('a save from an older revision is refused and changes nothing', () =>
  databases.rolledBack(async (db) => {
    const { commissioner } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    await saveStatement(db, commissioner, { id, ...CONTENT, revision: 1, title: 'First', intentions: [] });
    await expect(
      saveStatement(db, commissioner, { id, ...CONTENT, revision: 1, title: 'Second' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(publishStatement(db, commissioner, { id, revision: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getStatement(db, commissioner, id)).toMatchObject({ title: 'First', revision: 2, intentions: [] });
  }));

test('publishing makes it public and freezes the places in the authority’s area', () =>
  databases.rolledBack(async (db) => {
    const { commissioner, addService } = await market(db);
    for (const places of [4, 3, 5]) await addService({ type: 2, places });
    await addService({ type: 2, places: 50, at: 'Medway' });
    await addService({ type: 2, places: 60, status: 'closed' });
    await addService({ type: 1, places: 100 });
    const { id } = await createStatement(db, commissioner, newForm());
    const rows = [
      { label: 'Children’s homes', value: 12 },
      { label: 'Fostering', value: null },
      { label: 'Supported accommodation', value: null },
      { label: 'Residential special schools', value: null },
    ];
    expect(await listFigures(db, await getStatement(db, commissioner, id), TODAY)).toMatchObject([
      { rows, asAt: TODAY },
    ]);

    const { publishedOn } = await publishStatement(db, commissioner, { id, revision: 1 });
    await addService({ type: 2, places: 9 });

    const published = await getStatement(db, null, id);
    expect(published).toMatchObject({ status: 'published', publishedOn });
    expect(await listFigures(db, published, TODAY)).toMatchObject([
      { kind: 'places_by_accommodation', rows, asAt: publishedOn },
    ]);
    expect((await listPublishedStatements(db, { page: 99 })).statements).toMatchObject([{ id, publishedOn }]);
  }));

test('what is published does not change and is not published again', () =>
  databases.rolledBack(async (db) => {
    const { commissioner } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    await publishStatement(db, commissioner, { id, revision: 1 });
    await expect(publishStatement(db, commissioner, { id, revision: 1 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(saveStatement(db, commissioner, { id, revision: 1, ...CONTENT })).rejects.toMatchObject({
      code: 'conflict',
    });
  }));

test('of two who publish at once one succeeds and the other is told of the conflict', async () => {
  const { commissioner, id } = await inTransaction(shared.database, async (db) => {
    const { commissioner } = await market(db);
    return { commissioner, ...(await createStatement(db, commissioner, newForm())) };
  });
  const publish = (db: Db) => publishStatement(db, commissioner, { id, revision: 1 });
  let second: Promise<unknown> | undefined;
  await inTransaction(shared.database, async (db) => {
    await publish(db);
    // Nothing that the first has done is seen before it commits: the second comes to the draft, and has to wait for it.
    second = inTransaction(shared.database, publish).then(
      () => 'published',
      (error) => error,
    );
    await expect.poll(waiting).toBe(1);
  });
  expect(await second).toMatchObject({ name: 'DomainError', code: 'conflict' });
  const published = await inTransaction(shared.database, (db) => getStatement(db, null, id));
  expect(published.status).toBe('published');
});

const waiting = async () => {
  const { rows } = await shared.pool.query<{ count: number }>(`select count(*) from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`);
  return rows[0]?.count;
};

test('a public statement never shows a count under five of children, whatever was frozen', () =>
  databases.rolledBack(async (db) => {
    const { commissioner } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    await publishStatement(db, commissioner, { id, revision: 1 });
    const counts = {
      'Staying put': 0,
      'Residential special schools': 4,
      'In-house fostering': 942,
      Lodgings: 1,
      Homes: 5,
    };
    await db
      .insertInto('statementFigures')
      .values({
        authorityId: commissioner.organisationId,
        statementId: id,
        position: 2,
        kind: 'placements_by_accommodation',
        source: 'KCC-2019',
        asAt: '2018-12-31',
        rows: JSON.stringify(Object.entries(counts).map(([label, value]) => ({ label, value }))),
      })
      .execute();
    const figures = await listFigures(db, await getStatement(db, null, id), TODAY);
    expect(figures.find(({ kind }) => kind === 'placements_by_accommodation')?.rows).toEqual([
      { label: 'In-house fostering', value: 942 },
      { label: 'Homes', value: 5 },
      { label: 'Staying put', value: 0 },
      { label: 'Residential special schools', value: null },
      { label: 'Lodgings', value: null },
    ]);
  }));

test('a form sent twice makes one statement; with other content it is refused', () =>
  databases.rolledBack(async (db) => {
    const { commissioner } = await market(db);
    const form = newForm();
    const first = await createStatement(db, commissioner, form);
    expect(await createStatement(db, commissioner, form)).toEqual(first);
    await expect(createStatement(db, commissioner, { ...form, title: 'Another' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await listOwnDrafts(db, commissioner)).toHaveLength(1);
  }));

test('each change is recorded', () =>
  databases.rolledBack(async (db) => {
    const { commissioner } = await market(db);
    const { id } = await createStatement(db, commissioner, newForm());
    await saveStatement(db, commissioner, { id, revision: 1, ...CONTENT });
    await publishStatement(db, commissioner, { id, revision: 2 });
    const events = await db
      .selectFrom('auditEvents')
      .select(['event', 'userId', 'organisationId'])
      .where('subjectId', '=', id)
      .orderBy('id')
      .execute();
    const by = { userId: commissioner.userId, organisationId: commissioner.organisationId };
    expect(events).toEqual([
      { event: 'market_position_statement.created', ...by },
      { event: 'market_position_statement.saved', ...by },
      { event: 'market_position_statement.published', ...by },
    ]);
  }));
