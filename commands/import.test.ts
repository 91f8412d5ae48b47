import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenAdmission } from '../app/domain/admissions/testing.ts';
import { inTransaction } from '../db/client.ts';
import { dropLogins } from '../db/logins.ts';
import { testDatabase } from '../db/testing.ts';

const context = testDatabase();
const COMMAND = fileURLToPath(new URL('import.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const inFolder = (name: string) => join(folder, name);
const HEADINGS =
  'URN,Provision type,Sector,Registration date,Registration status,Date closed,Places,Local authority,Organisation which owns the provider,Latest full inspection date,Inspection event type,Overall experiences and progress of children and young people';

function run(...args: string[]) {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: context.connectionString, DATA_DIR: folder, PUBLIC_URL: 'https://market.example' },
  };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

const rows = async (query: string) => (await context.pool.query<Record<string, unknown>>(query)).rows;

beforeAll(async () => {
  const { serviceId } = await inTransaction(context.database, (db) => givenAdmission(db));
  await context.pool.query(`update services set urn = 'SC123456' where id = $1`, [serviceId]);
});

afterAll(async () => {
  await dropLogins(context.connectionString);
  rmSync(folder, { recursive: true, force: true });
});

test('imports a file as Windows writes it, says what changed, and the second time that nothing did', async () => {
  const home = (urn: string, judgement: string) =>
    `${urn},Children's home,Private,01/02/2019,Active,,6,Kent,"Larch, Birch Ltd",02/11/2026,Full inspection,${judgement}`;
  const lines = [HEADINGS, home('SC123456', 'Inadequate'), home('SC000001', 'Good'), home('SC000002', 'Fairly nice')];
  writeFileSync(inFolder('ofsted.csv'), `\ufeff${lines.join('\r\n')}\r\n`);
  const first = run('ofsted', inFolder('ofsted.csv'), '--report', inFolder('report.csv'));
  expect(first.stderr).toBe('');
  expect(first.stdout.trim().split('\n')).toEqual([
    '3 rows read',
    '1 service changed, of which 0 closed',
    '  SC123456: registered places: 4 → 6',
    '1 new judgement, 0 corrected',
    '  SC123456: judgement of 2026-11-02: inadequate',
    '1 hold on new referrals placed',
    expect.stringMatching(/^ {2}SC123456: new referrals, .+, lot 1: open → held$/),
    '1 line not used',
    '  Line 4 (SC000002) is not used: the judgement “Fairly nice” is not known',
    '2 URNs not known here',
    '  SC000001',
    '  SC000002',
    `All of it is in ${inFolder('report.csv')}`,
  ]);
  expect(first.status, 'a line was not used').toBe(1);
  expect(readFileSync(inFolder('report.csv'), 'utf8').trim().split('\n')).toEqual([
    'what,line,urn,field,before,after,why',
    'registration,,SC123456,registered places,4,6,',
    'judgement,,SC123456,judgement of 2026-11-02,,inadequate,',
    expect.stringMatching(/^hold,,SC123456,.+,open,held,$/),
    'line_not_used,4,SC000002,,,,the judgement “Fairly nice” is not known',
    'unknown_urn,,SC000001,,,,',
    'unknown_urn,,SC000002,,,,',
  ]);
  const names = await rows('select name, street from service_addresses');
  const said = first.stdout + readFileSync(inFolder('report.csv'), 'utf8');
  for (const { name, street } of names) {
    expect(said).not.toContain(name);
    if (street) expect(said).not.toContain(street);
  }
  expect(await rows(`select judgement from admission_holds where lifted_at is null`)).toEqual([
    { judgement: 'inadequate' },
  ]);
  const [letter] = await rows('select body from emails order by id limit 1');
  expect(letter?.body).toContain('https://market.example/admissions/');

  const second = run('ofsted', inFolder('ofsted.csv'), '--report', inFolder('second.csv'));
  expect(second.stdout).toMatch(
    /^Nothing changed\n0 services changed, of which 0 closed\n0 new judgements, 0 corrected\n0 holds/m,
  );
  expect(readFileSync(inFolder('second.csv'), 'utf8')).not.toMatch(/^(registration|judgement|hold),/m);
  expect(await rows(`select before, after from audit_events where event = 'service.registration_changed'`)).toEqual([
    {
      before: expect.objectContaining({ registeredPlaces: 4 }),
      after: expect.objectContaining({ registeredPlaces: 6 }),
    },
  ]);
});

test('of many lines a terminal gets some, and how many more there are; the file gets them all', async () => {
  const unknown = Array.from(
    { length: 25 },
    (_, at) => `SC1000${10 + at},Children's home,Private,,Active,,6,Kent,Larch,,,`,
  );
  writeFileSync(inFolder('many.csv'), [HEADINGS, ...unknown, ''].join('\n'));
  const { stdout } = run('ofsted', inFolder('many.csv'));
  expect(stdout.trim().split('\n').slice(-2)).toEqual([
    '  SC100029',
    '  and 5 more: give --report FILE to have them all',
  ]);
  run('ofsted', inFolder('many.csv'), '--report', inFolder('many-report.csv'));
  expect(readFileSync(inFolder('many-report.csv'), 'utf8').match(/^unknown_urn,/gm)).toHaveLength(25);
});

test.each([
  ['other headings', 'Name,Address\n'],
  ['nothing', ''],
])('refuses a file with %s, and changes nothing', async (_, text) => {
  writeFileSync(inFolder('other.csv'), text);
  const { status, stderr, stdout } = run('ofsted', inFolder('other.csv'));
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(inFolder('other.csv'))]);
  expect(stdout).toBe('');
});

test('says of a file that is not there which one', () => {
  const { status, stderr } = run('ofsted', inFolder('nowhere.csv'));
  expect(status).toBe(2);
  expect(stderr).toContain('nowhere.csv');
});

test.each([[], ['ofsted'], ['census', 'file.csv'], ['ofsted', 'a.csv', 'b.csv'], ['ofsted', 'a.csv', '--mail', 'x']])(
  'says what it needs in one line, and ends with 2: %j',
  (...args) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('npm run import -- ofsted FILE')]);
  },
);
