import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createDatabase, createPool, type Db, inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { aDocument, givenAdmission } from '../domain/admissions/testing.ts';
import { anUnusedFile } from '../domain/files/testing.ts';
import { type QueuedEmail, queueEmail } from '../domain/mail/mail.server.ts';
import { aMember, aProvider } from '../domain/testing.ts';
import { localFileStore } from '../file-store/local-file-store.server.ts';
import { addDays, todayInLondon } from '../lib/dates.ts';
import { startWorker, type Worker } from './index.ts';
import { readMailSettings } from './mail-settings.ts';
import { createMailTransport, type MailTransport } from './mail-transport.ts';
import { sendEmail } from './send-email.ts';
import { putAged, startMailServer } from './testing.ts';

const owner = testDatabase();
const login = `test_worker_${randomBytes(6).toString('hex')}`;
const LONG = { timeout: 25_000, interval: 50 };
const TEXT = 'Sign in: https://market.example/join/a-secret-that-nobody-logs';

/** As the worker connects: by a login that is a member of the worker's role and of nothing else. */
let pool: pg.Pool;
const workers: Worker[] = [];
let said: string[] = [];
let told: unknown[] = [];
let files: string;

beforeAll(async () => {
  await owner.pool.query(`create role ${login} login password '${login}'; grant sufficiency_market_worker to ${login}`);
  const url = new URL(owner.connectionString);
  url.username = login;
  url.password = login;
  pool = createPool(url.href, 8);
  files = await mkdtemp(join(tmpdir(), 'files-'));
});

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await owner.pool.query('delete from emails; delete from graphile_worker._private_jobs');
  said = [];
  told = [];
});

afterAll(async () => {
  await pool.end();
  await owner.pool.query(`drop role ${login}`);
  await rm(files, { recursive: true });
});

const asWorker = <T>(work: (db: Db) => Promise<T>) => inTransaction(createDatabase(pool), work);

async function work(transport: MailTransport) {
  const worker = await startWorker({
    pool,
    inTransaction: asWorker,
    asSystem: asTheSystem,
    transport,
    publicUrl: 'https://market.example',
    fileStore: localFileStore(files),
    say: (line) => said.push(line),
    tell: (...counted) => told.push(counted),
  });
  workers.push(worker);
  return worker;
}

/** By the application's role, as commands give it. */
const asTheSystem = <T>(reason: string, work: (db: Db) => Promise<T>) =>
  inTransaction(owner.database, async (db) => {
    await sql`set local role sufficiency_market_app`.execute(db);
    await sql`select set_config('app.system', ${reason}, true)`.execute(db);
    return work(db);
  });

/** Takes every mail. */
function inbox() {
  const taken: QueuedEmail[] = [];
  return { taken, deliver: async (mail: QueuedEmail) => void taken.push(mail) };
}

const queue = (subject: string, to = 'anna@kent.example') =>
  inTransaction(owner.database, (db) => queueEmail(db, { to, subject, text: TEXT }));

const emails = () => owner.database.selectFrom('emails').select(['id', 'subject', 'body', 'sentAt']).execute();
const jobsLeft = async () => (await owner.pool.query('select from graphile_worker._private_jobs')).rowCount;

test('a mail that a change queued leaves, and its text is forgotten', async () => {
  const transport = inbox();
  await work(transport);
  await queue('You are invited');
  await vi.waitFor(async () => expect(await jobsLeft()).toBe(0), LONG);
  expect(transport.taken).toMatchObject([{ to: 'anna@kent.example', subject: 'You are invited', text: TEXT }]);
  expect(await emails()).toEqual([expect.objectContaining({ body: '', sentAt: expect.any(Date) })]);
  expect(said).toEqual([]);
});

test('a change that is rolled back sends nothing', async () => {
  const transport = inbox();
  await owner.rolledBack((db) => queueEmail(db, { to: 'anna@kent.example', subject: 'Rolled back', text: TEXT }));
  await queue('Committed');
  await work(transport);
  await vi.waitFor(async () => expect(await jobsLeft()).toBe(0), LONG);
  expect(transport.taken.map((mail) => mail.subject)).toEqual(['Committed']);
});

test('a mail that a server refuses is tried again, and the log holds nothing of it', async () => {
  let tries = 0;
  const server = await startMailServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) =>
      tries++ === 0 ? done(Object.assign(new Error(`Later, ${TEXT}`), { responseCode: 451 })) : done(),
  });
  const settings = {
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FOLDER: '-',
    PUBLIC_URL: 'https://market.example',
  };
  await work(createMailTransport(readMailSettings(settings)));
  await queue('Tried again');
  await vi.waitFor(() => expect(said).toHaveLength(1), LONG);
  expect(await emails()).toEqual([expect.objectContaining({ body: TEXT, sentAt: null })]);
  await vi.waitFor(async () => expect(await jobsLeft()).toBe(0), LONG);
  await server.stop();
  const [email] = await emails();
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]?.source).toContain(`Message-ID: <${email?.id}@market.example>`);
  expect(said[0]).toMatch(/attempt 1 of 12.*to a…@kent\.example was not taken: the mail server answered 451/);
  expect(said.join()).not.toMatch(/anna|secret|https/);
});

test('two jobs of one mail, at the same moment and one after the other, deliver it once', async () => {
  await queue('Once');
  const [{ id: emailId } = { id: '' }] = await emails();
  const taken: QueuedEmail[] = [];
  const first = Promise.withResolvers<void>();
  const transport: MailTransport = {
    async deliver(mail) {
      taken.push(mail);
      await first.promise;
    },
  };
  const both = [1, 2].map(() => asWorker((db) => sendEmail(db, { emailId }, transport)));
  const held = () =>
    owner.pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  await vi.waitFor(async () => expect((await held()).rowCount).toBe(1), LONG);
  first.resolve();
  await Promise.all(both);
  await asWorker((db) => sendEmail(db, { emailId }, transport));
  expect(taken).toHaveLength(1);
});

test('a mail whose job a killed worker had is sent by the next one', async () => {
  await queue('Interrupted');
  await owner.pool.query(
    "update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now() - interval '6 minutes'",
  );
  const transport = inbox();
  await work(transport);
  await vi.waitFor(() => expect(transport.taken).toHaveLength(1), LONG);
});

test('a queue that ends, because no job’s end could be written, begins again', async () => {
  const transport = inbox();
  const rename = (from: string, to: string) => owner.pool.query(`alter table graphile_worker.${from} rename to ${to}`);
  await work({
    async deliver(mail) {
      await transport.deliver(mail);
      if (mail.subject === 'Before') await rename('_private_jobs', 'away');
    },
  });
  await queue('Before');
  await vi.waitFor(() => expect(said).toContain('The queue of jobs has stopped: it begins again'), LONG);
  await rename('away', '_private_jobs');
  await queue('After');
  await vi.waitFor(() => expect(transport.taken).toHaveLength(2), LONG);
  expect(transport.taken.map((mail) => mail.subject)).toEqual(['Before', 'After']);
});

test('the daily job warns a provider of a document that expires, by the portal’s rights on the market', async () => {
  const documentId = await inTransaction(owner.database, async (db) => {
    const provider = await aMember(db, await aProvider(db), 'provider', 'bids');
    return aDocument(db, provider.organisationId, { expiresOn: addDays(todayInLondon(), 20) });
  });
  const transport = inbox();
  await work(transport);
  await owner.pool.query("select graphile_worker.add_job('keep_documents_in_date')");
  await vi.waitFor(() => expect(transport.taken).toHaveLength(1), LONG);
  expect(transport.taken[0]?.text).toContain('https://market.example/profile');
  const { warnedOn } = await owner.database
    .selectFrom('providerDocuments')
    .select('warnedOn')
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow();
  expect(warnedOn).toBe(todayInLondon());
  expect(said).toEqual([]);
});

test('the daily job ends a purchasing system that is past its last day, with letters', async () => {
  const { systemId, lead } = await inTransaction(owner.database, async (db) => {
    const { systemId, actors } = await givenAdmission(db);
    await db.updateTable('purchasingSystems').set({ endsOn: todayInLondon() }).where('id', '=', systemId).execute();
    return { systemId, lead: actors.lead };
  });
  const transport = inbox();
  await work(transport);
  await owner.pool.query("select graphile_worker.add_job('end_purchasing_systems')");
  await vi.waitFor(() => expect(transport.taken.map(({ to }) => to)).toContain(lead.email), LONG);
  const system = owner.database.selectFrom('purchasingSystems').select('status').where('id', '=', systemId);
  expect(await system.executeTakeFirst()).toEqual({ status: 'ended' });
  expect(said).toEqual([]);
});

test('the daily job removes files without a use, of every organisation, once they are a day old', async () => {
  const { providers, ...rows } = await inTransaction(owner.database, async (db) => {
    const providers = [await aProvider(db), await aProvider(db)];
    const hours = (ago: number) => new Date(Date.now() - ago * 60 * 60 * 1_000);
    const aFile = (ago: number) => anUnusedFile(db, providers[1] ?? '', hours(ago));
    const document = await aDocument(db, providers[0] ?? '', { expiresOn: null });
    const { fileId: used } = await db
      .updateTable('providerDocuments')
      .set({ replacedAt: hours(24 * 400) })
      .where('id', '=', document)
      .returning('fileId')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('files')
      .set({ uploadedAt: hours(24 * 500) })
      .where('id', '=', used)
      .execute();
    return { providers, used, unused: await aFile(25), young: await aFile(23) };
  });
  const staying = [
    await putAged(files, rows.used, 24 * 500),
    await putAged(files, rows.young, 23),
    await putAged(files, randomUUID(), 23),
    await putAged(files, `${randomUUID()}.part`, 23),
    await putAged(files, 'read-me.txt', 24 * 500),
  ];
  for (const name of [rows.unused, randomUUID(), `${randomUUID()}.part`]) await putAged(files, name, 25);
  await work(inbox());
  await owner.pool.query("select graphile_worker.add_job('remove_unused_files')");
  await vi.waitFor(() => expect(told).toEqual([[{ rows: 1, stored: 3 }, 'unused files removed']]), LONG);
  expect((await readdir(files)).toSorted()).toEqual(staying.toSorted());
  const left = owner.database.selectFrom('files').select('id').where('organisationId', 'in', providers);
  expect((await left.execute()).map(({ id }) => id).toSorted()).toEqual([rows.used, rows.young].toSorted());
  expect(said).toEqual([]);
});

test('the daily jobs are known to the queue', async () => {
  await work(inbox());
  const { rows } = await owner.pool.query(
    'select identifier from graphile_worker._private_known_crontabs order by identifier',
  );
  expect(rows.map(({ identifier }) => identifier)).toEqual([
    'end_purchasing_systems',
    'keep_documents_in_date',
    'remove_unused_files',
  ]);
});

test('what is queued while no worker runs waits for one', async () => {
  const early = inbox();
  await (await work(early)).stop();
  workers.length = 0;
  await queue('Later');
  const transport = inbox();
  await work(transport);
  await vi.waitFor(() => expect(transport.taken).toHaveLength(1), LONG);
  expect(early.taken).toEqual([]);
});

test.each(['app', 'identity'])('the %s role queues mail and reads none', async (role) => {
  const as = <T>(query: (db: Db) => Promise<T>) =>
    owner.rolledBack(async (db) => {
      await sql.raw(`set local role sufficiency_market_${role}`).execute(db);
      return query(db);
    });
  await as((db) => queueEmail(db, { to: 'anna@kent.example', subject: 'Queued', text: TEXT }));
  for (const table of ['emails', 'graphile_worker._private_jobs', 'graphile_worker.jobs']) {
    await expect(
      as((db) => sql.raw(`select * from ${table}`).execute(db)),
      table,
    ).rejects.toThrow(/permission denied/);
  }
});

test('the worker’s role reads nothing else of ours', async () => {
  const { rows } = await owner.pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and has_table_privilege($1, c.oid, 'select')`,
    [login],
  );
  expect(rows.map((row) => row.name)).toEqual(['emails']);
});
