import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { asTheSystem, givenAdmission, lettersOf, MARKET } from '../admissions/testing.ts';
import { aMember, aService, aVacancy } from '../testing.ts';
import { createVacancy, publishVacancy } from '../vacancies/vacancies.server.ts';
import { type OfstedFile, readOfstedFile } from './ofsted-file.server.ts';
import { importOfstedFile } from './ofsted-import.server.ts';

const context = testDatabase();
const TODAY = '2026-11-22';

const HEADINGS =
  'URN,Provision type,Sector,Registration date,Registration status,Date closed,Places,Local authority,Organisation which owns the provider,Latest full inspection date,Inspection event type,Overall experiences and progress of children and young people';

interface RowIs {
  urn?: string;
  status?: string;
  closed?: string;
  places?: string;
  inspected?: string;
  judgement?: string;
}

const row = ({ urn = 'SC900001', status = 'Active', closed = '', places = '4', ...is }: RowIs = {}) =>
  `${urn},Children's home,Private,01/02/2019,${status},${closed},${places},Kent,"Larch, Birch & Sons Ltd",${is.inspected ?? '02/11/2026'},Full inspection,${is.judgement ?? 'Good'}`;

const read = (text: string) => readOfstedFile(Readable.from([Buffer.from(text)]), TODAY);
const file = (...rows: string[]) => [HEADINGS, ...rows, ''].join('\n');

const FIRST = {
  urn: 'SC900001',
  registrationStatus: 'registered',
  places: 4,
  judged: { inspectedOn: '2026-11-02', scale: 'social_care_four_point', judgement: 'good' },
};

test.each([
  ['plain', file(row(), row({ urn: '1234567' }))],
  ['Windows line ends', file(row(), row({ urn: '1234567' })).replaceAll('\n', '\r\n')],
  ['a byte order mark and Windows line ends', `\ufeff${file(row(), row({ urn: '1234567' })).replaceAll('\n', '\r\n')}`],
  ['no line end at the end, and an empty line', `${HEADINGS}\n${row()}\n\n${row({ urn: '1234567' })}`],
  ['more columns, in another order', file(row(), row({ urn: '1234567' })).replaceAll(/^(.+?),(.+)$/gm, '$2,$1,More')],
])('a file with %s is read', async (_, text) => {
  expect(await read(text)).toMatchObject({ read: 2, rows: [FIRST, { urn: '1234567' }], unreadable: [] });
});

test('a file that comes a few bytes at a time is read, a letter of several bytes among them', async () => {
  const bytes = Buffer.from(`\ufeff${file(row().replace('Birch', 'Bïrch'))}`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 3) }, (__, at) => bytes.subarray(at * 3, at * 3 + 3));
  expect(await readOfstedFile(Readable.from(pieces), TODAY)).toMatchObject({ rows: [FIRST], unreadable: [] });
});

test.each([
  ['nothing', '', 'it is empty'],
  ['other headings', 'Name,Address\nLarch,Here\n', '“URN”, “Provision type”'],
  ['one heading less', file(row()).replace('Date closed,', ''), '“Date closed”'],
  ['a heading twice', file(row()).replace('Sector', 'Places'), '“Sector”'],
  ['no headings at all', row(), '“URN”'],
])('a file with %s is refused whole', async (_, text, says) => {
  await expect(read(text)).rejects.toThrow(says);
});

test.each<[string, RowIs, object]>([
  ['a date as ISO', { inspected: '2026-11-02' }, FIRST],
  ['a status in capitals', { status: 'ACTIVE' }, FIRST],
  ['an accepted application', { status: 'Application accepted' }, { registrationStatus: 'application_accepted' }],
  ['a resigned registration', { status: 'Resigned' }, { registrationStatus: 'closed' }],
  ['a date closed that has passed', { closed: '01/11/2026' }, { registrationStatus: 'closed' }],
  ['a date closed that is to come', { closed: '01/12/2026' }, { registrationStatus: 'registered' }],
  ['no places, as agencies have', { places: '' }, { places: null }],
  ['no judgement yet', { inspected: '', judgement: '' }, { judged: null }],
  ['a full inspection without one', { judgement: 'Not judged' }, { judged: null }],
  ['an urn in small letters', { urn: ' sc900001 ' }, FIRST],
])('%s', async (_, is, expected) => {
  expect(await read(file(row(is)))).toMatchObject({ rows: [expected], unreadable: [] });
});

test.each<[string, string, string]>([
  ['Outstanding', 'social_care_four_point', 'outstanding'],
  ['Good', 'social_care_four_point', 'good'],
  ['Requires improvement to be good', 'social_care_four_point', 'requires_improvement'],
  ['Requires Improvement', 'social_care_four_point', 'requires_improvement'],
  ['Inadequate', 'social_care_four_point', 'inadequate'],
  ['Consistently strong', 'supported_accommodation_three_point', 'consistently_strong'],
  ['Inconsistent', 'supported_accommodation_three_point', 'inconsistent'],
  ['Serious or widespread  weaknesses', 'supported_accommodation_three_point', 'serious_weaknesses'],
])('“%s” is of the scale %s: %s', async (judgement, scale, code) => {
  expect(await read(file(row({ judgement })))).toMatchObject({ rows: [{ judged: { scale, judgement: code } }] });
});

test.each<[string, string, string | null, string]>([
  ['no URN', row({ urn: '' }), null, 'no URN'],
  ['a URN that is none', row({ urn: 'ABC' }), 'ABC', 'no URN'],
  ['an unknown status', row({ status: 'Dormant' }), 'SC900001', '“Dormant” is not known'],
  ['a status that JavaScript knows', row({ status: 'constructor' }), 'SC900001', 'is not known'],
  ['no day closed', row({ closed: '31/02/2026' }), 'SC900001', 'no date'],
  ['no places', row({ places: 'four' }), 'SC900001', 'no number of places'],
  ['no place for an open home', row({ places: '0' }), 'SC900001', 'no number of places'],
  ['too few values', 'SC900001,Children’s home', 'SC900001', 'it has 2 values, not 12'],
  ['too many', `${row()},x`, 'SC900001', 'it has 13 values, not 12'],
])('a row with %s is told with its line; the others are read', async (_, bad, urn, why) => {
  const found = await read(file(row({ urn: '1234567' }), bad, row({ urn: '7654321' })));
  expect(found.rows.map((of) => of.urn)).toEqual(['1234567', '7654321']);
  expect(found.unreadable).toEqual([{ line: 3, urn, why: expect.stringContaining(why) }]);
  expect(found.read).toBe(3);
});

test.each<[string, RowIs, string]>([
  ['words that are no judgement', { judgement: 'Fairly nice' }, '“Fairly nice” is not known'],
  ['a judgement without a day', { inspected: '' }, 'without the date'],
  ['an impossible day', { inspected: '30/02/2026' }, 'no date'],
  ['a day to come', { inspected: '23/11/2026' }, 'yet to come'],
])('of a row with %s the registration is used, and the rest is told', async (_, is, why) => {
  const found = await read(file(row({ ...is, status: 'Suspended' })));
  expect(found.rows).toMatchObject([{ registrationStatus: 'suspended', judged: null }]);
  expect(found.unreadable).toEqual([{ line: 2, urn: 'SC900001', why: expect.stringContaining(why) }]);
});

test('a URN that comes twice counts once', async () => {
  const found = await read(file(row(), row({ status: 'Closed' })));
  expect(found.rows).toMatchObject([FIRST]);
  expect(found.unreadable).toMatchObject([{ line: 3, why: 'the URN is on line 2 already' }]);
});

test('a stray quotation mark spoils nothing; one that is never closed takes what follows, and is told', async () => {
  const stray = await read(file(row().replace('Private', 'Pri"vate'), row({ urn: '1234567' })));
  expect(stray).toMatchObject({ read: 2, unreadable: [] });
  const unclosed = row().replace('Sons Ltd"', 'Sons Ltd');
  const within = await read(file(row({ urn: '7654321' }), unclosed, row({ urn: '1234567' }), row({ urn: '2345678' })));
  expect(within.rows.map(({ urn }) => urn)).toEqual(['7654321', '2345678']);
  expect(within.unreadable).toMatchObject([{ line: 4, urn: 'SC900001' }]);
  const last = await read(file(row({ urn: '7654321' }), unclosed));
  expect(last.rows.map(({ urn }) => urn)).toEqual(['7654321']);
  expect(last.unreadable).toMatchObject([{ why: expect.stringContaining('never closed') }]);
});

async function urnOf(db: Db, serviceId: string) {
  const { urn } = await db.selectFrom('services').select('urn').where('id', '=', serviceId).executeTakeFirstOrThrow();
  return urn;
}

const NOTHING = { changes: [], unreadable: [] };

const registrationEvents = (db: Db) =>
  db
    .selectFrom('auditEvents')
    .select(['organisationId', 'userId', 'subjectId', 'before', 'after'])
    .where('event', '=', 'service.registration_changed')
    .execute();

const run = (db: Db, of: OfstedFile) => asTheSystem(db, (inner) => importOfstedFile(inner, of, { publicUrl: MARKET }));

/** A place in the test database has a URN of its own form: rows are made, not read, where they are about known services. */
const known = (urn: string, is: Partial<OfstedFile['rows'][number]> = {}): OfstedFile => ({
  read: 1,
  rows: [{ line: 2, urn, registrationStatus: 'registered', places: 4, judged: null, ...is }],
  unreadable: [],
});

const INADEQUATE = { inspectedOn: '2026-11-02', scale: 'social_care_four_point', judgement: 'inadequate' } as const;

test('known services follow the file, an inadequate one is held; the same file again changes nothing', () =>
  context.rolledBack(async (db) => {
    const { serviceId, providerId, actors } = await givenAdmission(db);
    const urn = await urnOf(db, serviceId);
    const of = known(urn, { places: 6, judged: INADEQUATE });
    expect(await run(db, of)).toEqual({
      ...{ read: 1, unknownUrns: [], unreadable: [] },
      changes: [
        { kind: 'registration', urn, field: 'registered places', before: '4', after: '6' },
        { kind: 'judgement', urn, field: 'judgement of 2026-11-02', before: '', after: 'inadequate' },
        { kind: 'hold', urn, field: expect.stringContaining('lot 1'), before: 'open', after: 'held' },
      ],
    });
    const recorded = [
      {
        ...{ organisationId: providerId, userId: null, subjectId: serviceId },
        before: { registrationStatus: 'registered', registeredPlaces: 4 },
        after: { registrationStatus: 'registered', registeredPlaces: 6 },
      },
    ];
    expect(await registrationEvents(db)).toEqual(recorded);
    const service = await db.selectFrom('services').select('registeredPlaces').where('id', '=', serviceId).execute();
    expect(service).toEqual([{ registeredPlaces: 6 }]);
    expect(await db.selectFrom('judgements').select(['judgement', 'scale', 'scaleVersion']).execute()).toEqual([
      { judgement: 'inadequate', scale: 'social_care_four_point', scaleVersion: 'SCCIF 2024' },
    ]);
    const letters = await lettersOf(db);
    expect(letters.map(({ to }) => to)).toContain(actors.provider.email);
    expect(await run(db, of)).toEqual({ ...NOTHING, read: 1, unknownUrns: [] });
    expect(await lettersOf(db)).toHaveLength(letters.length);
    expect(await registrationEvents(db), 'again').toEqual(recorded);

    const judged = { ...INADEQUATE, judgement: 'good' };
    expect(await run(db, known(urn, { places: 6, judged })), 'what Ofsted corrected').toMatchObject({
      changes: [{ kind: 'judgement', before: 'inadequate', after: 'good' }],
    });
  }));

test('services that are not known here are listed, and nothing of them is kept', () =>
  context.rolledBack(async (db) => {
    await givenAdmission(db);
    const report = await run(db, known('SC000001', { judged: INADEQUATE }));
    expect(report).toEqual({ ...NOTHING, read: 1, unknownUrns: ['SC000001'] });
    expect(await db.selectFrom('judgements').select('serviceId').execute()).toEqual([]);
  }));

test('a closed service is closed, and its published vacancies stay with it unfound', () =>
  context.rolledBack(async (db) => {
    const { serviceId, providerId } = await givenAdmission(db);
    const manager = await aMember(db, providerId, 'provider', 'manager');
    await publishVacancy(db, manager, await createVacancy(db, manager, { serviceId, details: aVacancy }));
    const of = known(await urnOf(db, serviceId), { registrationStatus: 'closed', places: null });
    expect(await run(db, of)).toMatchObject({
      changes: [{ field: 'registration status', before: 'registered', after: 'closed' }],
    });
    expect(await db.selectFrom('services').select(['registrationStatus', 'registeredPlaces']).execute()).toEqual([
      { registrationStatus: 'closed', registeredPlaces: 4 },
    ]);
    expect(await run(db, of)).toMatchObject(NOTHING);
  }));

test('a judgement of another scale than the service’s kind is told, and its registration followed', () =>
  context.rolledBack(async (db) => {
    const { providerId, outwardCode } = await givenAdmission(db);
    const supported = await aService(db, providerId, { outwardCode, accommodationType: 3 });
    const of = known(await urnOf(db, supported), { registrationStatus: 'suspended', judged: INADEQUATE });
    expect(await run(db, of)).toMatchObject({
      changes: [{ field: 'registration status', after: 'suspended' }],
      unreadable: [{ line: 2, why: expect.stringContaining('another scale') }],
    });
  }));
