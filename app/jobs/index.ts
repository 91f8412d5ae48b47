import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type LogLevel, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Db } from '#db/client.ts';
import { keepDocumentsInDate } from '../domain/admissions/expiring-documents.server.ts';
import { endSystemsPastTheirDay } from '../domain/purchasing-systems/system-endings.server.ts';
import type { FileStore } from '../file-store/file-store.ts';
import { todayInLondon } from '../lib/dates.ts';
import type { MailTransport } from './mail-transport.ts';
import { type SendEmail, sendEmail } from './send-email.ts';
import { removeUnusedFiles } from './unused-files.ts';

interface WorkerOptions {
  /** Of the worker's login; it stays open when the worker stops. */
  pool: pg.Pool;
  inTransaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  /** Work on the market as the portal itself; `reason` says why. By the application's login: the worker's reads mail alone. */
  asSystem: <T>(reason: string, work: (db: Db) => Promise<T>) => Promise<T>;
  transport: MailTransport;
  /** The address people use, for links in letters. */
  publicUrl: string;
  /** Where the portal keeps uploaded files. */
  fileStore: FileStore;
  /** Takes a line for each warning and error. */
  say: (line: string) => void;
  /** Takes what a job counted. */
  tell: (counts: Record<string, number>, what: string) => void;
}

export interface Worker {
  /** Gives jobs under way a few seconds; what is not done by then is tried again later. */
  stop: () => Promise<void>;
}

const JOBS_AT_ONCE = 4;
const AGAIN_AFTER_MS = 5_000;
const LOOK_FOR_DEAD_WORKERS_MS = 60_000;
/** No job takes as long. The queue itself would wait four hours for a worker that was killed. */
const LONGEST_JOB_MINUTES = 5;
const UNUSED_FILES_STAY_MS = 24 * 60 * 60 * 1_000;

/** The clock of the queue is UTC: half past five is early morning in London, and the same date there, in winter and in summer. */
const CRON = parseCronItems(
  ['keep_documents_in_date', 'end_purchasing_systems', 'remove_unused_files'].map((task) => ({
    task,
    match: '30 5 * * *',
    options: { backfillPeriod: 24 * 60 * 60 * 1_000, maxAttempts: 12, jobKey: task },
  })),
);

/** Takes jobs off the queue as they come, until it is stopped: through losses of the database as well. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const stopping = new AbortController();
  let runner = await startRunner(options);
  const keptUp = keepUp();
  const lookout = setInterval(() => void releaseJobsOfDeadWorkers(options), LOOK_FOR_DEAD_WORKERS_MS).unref();

  async function keepUp() {
    while (!stopping.signal.aborted) {
      await runner.promise.catch(() => {});
      if (stopping.signal.aborted) return;
      options.say('The queue of jobs has stopped: it begins again');
      runner = await startAgain(runner);
    }
  }

  async function startAgain(ended: Runner): Promise<Runner> {
    for (;;) {
      await pause(AGAIN_AFTER_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      if (stopping.signal.aborted) return ended;
      try {
        return await startRunner(options);
      } catch (error) {
        options.say(`The queue of jobs does not begin: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      clearInterval(lookout);
      // It may have ended by itself a moment ago.
      await runner.stop().catch(() => {});
      await keptUp;
    },
  };
}

async function startRunner(options: WorkerOptions): Promise<Runner> {
  await releaseJobsOfDeadWorkers(options);
  return run({
    pgPool: options.pool,
    taskList: tasks(options),
    parsedCronItems: CRON,
    concurrency: JOBS_AT_ONCE,
    noHandleSignals: true,
    // Without batches 0.18 does not wait for a job's end to be written: a database that is away then would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: quietLogger(options.say),
  });
}

function tasks({ inTransaction, asSystem, transport, publicUrl, fileStore, tell }: WorkerOptions): TaskList {
  return {
    send_email: async (payload, { abortPromise }) => {
      const sent = inTransaction((db) => sendEmail(db, payload as SendEmail, transport));
      await Promise.race([sent, abortPromise]);
    },
    keep_documents_in_date: async () => {
      await asSystem('keeps documents in date', (db) => keepDocumentsInDate(db, { today: todayInLondon(), publicUrl }));
    },
    end_purchasing_systems: async () => {
      const end = (db: Db) => endSystemsPastTheirDay(db, { today: todayInLondon(), publicUrl });
      await asSystem('ends purchasing systems past their last day', end);
    },
    remove_unused_files: async () => {
      const before = new Date(Date.now() - UNUSED_FILES_STAY_MS);
      const removed = await removeUnusedFiles({ asSystem, fileStore }, before);
      if (removed.rows + removed.stored > 0) tell(removed, 'unused files removed');
    },
  };
}

async function releaseJobsOfDeadWorkers({ pool, say }: WorkerOptions) {
  try {
    await pool.query(
      `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
       where locked_at < now() - make_interval(mins => $1) having count(*) > 0`,
      [LONGEST_JOB_MINUTES],
    );
  } catch (error) {
    say(`Jobs of workers that were killed are not found: ${error instanceof Error ? error.message : error}`);
  }
}

/** The first line alone: an error's stack says nothing about a mail that was refused. */
function quietLogger(say: (line: string) => void): Logger {
  const heard: LogLevel[] = ['error', 'warning'];
  return new Logger(() => (level, message) => {
    if (heard.includes(level)) say(message.split('\n')[0] ?? message);
  });
}
