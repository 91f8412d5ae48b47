import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '../app/domain/audit/audit.server.ts';
import { auditCsvLines, CSV_HEADER } from '../app/domain/audit/audit-csv.server.ts';
import { beginAuditExport, nextOfExport } from '../app/domain/audit/audit-export.server.ts';
import { aMember, aProvider } from '../app/domain/testing.ts';
import { inTransaction } from '../db/client.ts';
import { testDatabase } from '../db/testing.ts';

const context = testDatabase();
const COMMAND = fileURLToPath(new URL('audit-verify.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'audit-verify-'));
const inFolder = (name: string) => join(folder, name);
const ownHeads = () => readFileSync(inFolder('audit-heads.jsonl'), 'utf8');

function verify(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: context.connectionString, DATA_DIR: folder };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

beforeAll(() =>
  inTransaction(context.database, async (db) => {
    for (const name of ['Larch House', 'Kent County Council']) {
      const administrator = await aMember(db, await aProvider(db), 'provider', 'administrator');
      const { organisationId } = administrator;
      await db.updateTable('organisations').set({ name }).where('id', '=', organisationId).execute();
      for (let events = 0; events < 3; events++)
        await recordAudit(db, administrator, {
          event: 'vacancy.created',
          subjectId: organisationId,
          reason: 'Because',
        });
      const begun = await beginAuditExport(db, administrator, {});
      const { events } = await nextOfExport(db, administrator, begun, 0);
      writeFileSync(inFolder('export.csv'), CSV_HEADER + auditCsvLines(events));
    }
  }),
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cut = (organisation: string) =>
  context.pool.query(`
    set session_replication_role = replica;
    delete from audit_events using organisations o where o.id = organisation_id and o.name = '${organisation}' and sequence = 4;
    update audit_heads h set sequence = 3, hash = e.hash
      from audit_events e join organisations o on o.id = e.organisation_id
      where h.organisation_id = e.organisation_id and e.sequence = 3 and o.name = '${organisation}';
    set session_replication_role = origin`);

test('says of each organisation that it is whole, and keeps the heads', () => {
  const whole = verify('--write-heads', inFolder('heads.jsonl'));
  expect(whole.stderr).toBe('');
  expect(whole.stdout.split('\n')).toEqual([
    expect.stringMatching(/^Kent County Council: 4 events, whole, head 4 [0-9a-f]{8}…$/),
    expect.stringMatching(/^Larch House: 4 events, whole, head 4 [0-9a-f]{8}…$/),
    expect.stringContaining('2 heads written to'),
    '',
  ]);
  expect(whole.status).toBe(0);
  expect(ownHeads().trim().split('\n')).toHaveLength(2);
});

test('finds by the heads it kept a tail that was cut with its head, this time and the next', async () => {
  await cut('Larch House');
  const broken = verify();
  expect(broken.stdout).toMatch(/^Kent County Council: 4 events, whole/m);
  expect(broken.stdout).toMatch(/^Larch House: 3 events, BROKEN at event 4: there were 4 events .* now 3/m);
  expect(broken.status).toBe(1);
  expect(verify().status).toBe(1);
});

test('without those finds it by the heads it is given, and not by itself', () => {
  rmSync(inFolder('audit-heads.jsonl'));
  expect(verify().status, 'without the file nothing shows').toBe(0);
  expect(verify('--heads', inFolder('heads.jsonl')).status).toBe(1);
});

test('names the event that was edited', async () => {
  await context.pool.query(`
    set session_replication_role = replica;
    update audit_events set reason = 'Another' where sequence = 2;
    set session_replication_role = origin`);
  const { stdout, status } = verify();
  expect(stdout).toMatch(
    /^Kent County Council: 4 events, BROKEN at event 2, [0-9a-f-]{36}, \d+ \w+ \d{4}, \d\d:\d\d:\d\d: event 2 does not fit/m,
  );
  expect(status).toBe(1);
});

test('verifies an export without a database', () => {
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATA_DIR: folder };
  const run = (file: string) =>
    spawnSync(process.execPath, [COMMAND, '--export', inFolder(file), '--heads', inFolder('heads.jsonl')], {
      env,
      encoding: 'utf8',
    });
  const whole = run('export.csv');
  expect(whole.stdout).toMatch(/^[0-9a-f-]{36}: 4 events, whole, head 4 [0-9a-f]{8}…\n$/);
  expect(whole.status).toBe(0);
  const text = readFileSync(inFolder('export.csv'), 'utf8');
  writeFileSync(inFolder('part.csv'), text.split('\n').toSpliced(2, 1).join('\n'));
  expect(run('part.csv').stdout).toContain('1 number up to it not in the file');
  writeFileSync(inFolder('edited.csv'), text.replace('Because', 'Another'));
  expect(run('edited.csv').status).toBe(1);
  writeFileSync(inFolder('other.csv'), 'a,b\n1,2\n');
  expect(run('other.csv').status).toBe(2);
});

test.each([
  [['--head', 'x']],
  [['extra']],
  [['--heads']],
  [['--heads', '/no/such/file']],
  [['--heads', COMMAND]],
  [['--export', '/no/such/file']],
])('says in one line what is wrong with %j, and ends with 2', (args) => {
  const { status, stderr } = verify(...args);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(status).toBe(2);
});
