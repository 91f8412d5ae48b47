import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor, OrganisationKind, Role } from '../accounts/actor.ts';
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
  await db
    .insertInto('localAuthorityAreas')
    .values([
      { onsCode: 'E10000016', name: 'Kent' },
      { onsCode: 'E06000035', name: 'Medway' },
    ])
    .execute();
  await db
    .insertInto('outwardCodes')
    .values([
      { code: 'TN24', postTown: 'Ashford', areaOnsCode: 'E10000016', easting: 601_000, northing: 143_000 },
      { code: 'ME4', postTown: 'Chatham', areaOnsCode: 'E06000035', easting: 576_000, northing: 167_000 },
    ])
    .execute();
  const kent = await organisation(db, { kind: 'authority', slug: 'kent', onsCode: 'E10000016' });
  const medway = await organisation(db, { kind: 'authority', slug: 'medway', onsCode: 'E06000035' });
  const provider = await organisation(db, { kind: 'provider', slug: 'larch', onsCode: null });
  return {
    provider: provider.id,
    commissioner: await member(db, kent, 'commissioner'),
    broker: await member(db, kent, 'broker'),
    finance: await member(db, kent, 'finance'),
    other: await member(db, medway, 'commissioner'),
    manager: await member(db, provider, 'manager'),
  };
}

interface Organisation {
  id: string;
  kind: OrganisationKind;
  slug: string;
}

async function organisation(
  db: Db,
  values: { kind: OrganisationKind; slug: string; onsCode: string | null },
): Promise<Organisation> {
  const { id } = await db
    .insertInto('organisations')
    .values({ ...values, name: `The ${values.slug} organisation` })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, kind: values.kind, slug: values.slug };
}

async function member(db: Db, { id: organisationId, kind, slug }: Organisation, role: Role): Promise<Actor> {
  const email = `${role}@${slug}.example`;
  const { id: userId } = await db
    .insertInto('users')
    .values({ name: role, email })
    .returning('id')
    .executeTakeFirstOrThrow();
  const name = `The ${slug} organisation`;
  return { userId, name: role, email, organisationId, organisationName: name, organisationKind: kind, roles: [role] };
}

let urn = 100_000;
async function addService(
  db: Db,
  providerId: string,
  change: { type: number; places: number; at?: string; status?: string },
) {
  await db
    .insertInto('services')
    .values({
      providerId,
      urn: String(urn++),
      name: 'A service',
      accommodationType: change.type,
      registeredPlaces: change.places,
      registrationStatus: change.status ?? 'registered',
      ageFrom: 0,
      ageTo: 17,
      gender: 'any',
      outwardCode: change.at ?? 'TN24',
    })
    .execute();
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
    const { commissioner, provider } = await market(db);
    for (const places of [4, 3, 5]) await addService(db, provider, { type: 2, places });
    await addService(db, provider, { type: 2, places: 50, at: 'ME4' });
    await addService(db, provider, { type: 2, places: 60, status: 'closed' });
    await addService(db, provider, { type: 1, places: 100 });
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
    await addService(db, provider, { type: 2, places: 9 });

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
