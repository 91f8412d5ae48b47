import { localFileStore } from '../../app/file-store/local-file-store.server.ts';
import { startWorker, type Worker } from '../../app/jobs/index.ts';
import type { MailSettings } from '../../app/jobs/mail-settings.ts';
import { createMailTransport } from '../../app/jobs/mail-transport.ts';
import { log, withoutSecrets } from '../../app/log.server.ts';
import { createDatabase, createPool, inTransaction } from '../../db/client.ts';
import { openMarket } from './market.ts';

interface WorkerLogins {
  worker: string;
  app: string;
}

interface WorkerSettings {
  mail: MailSettings;
  publicUrl: string;
  /** Where the portal keeps uploaded files. */
  filesFolder: string;
}

/** Works the queue of jobs, by the worker's login, until it is stopped: the process ends after that, and its connections with it. */
export function openWorker(logins: WorkerLogins, { mail, publicUrl, filesFolder }: WorkerSettings): Promise<Worker> {
  const pool = createPool(logins.worker);
  const database = createDatabase(pool);
  return startWorker({
    pool,
    inTransaction: (work) => inTransaction(database, work),
    asSystem: openMarket(logins.app).asSystem,
    transport: createMailTransport(mail),
    publicUrl,
    fileStore: localFileStore(filesFolder),
    say: (line) => log.warn({ said: withoutSecrets(line) }, 'jobs'),
    tell: (counts, what) => log.info(counts, what),
  });
}
