import { startWorker, type Worker } from '../../app/jobs/index.ts';
import type { MailSettings } from '../../app/jobs/mail-settings.ts';
import { createMailTransport } from '../../app/jobs/mail-transport.ts';
import { log, withoutSecrets } from '../../app/log.server.ts';
import { createDatabase, createPool, inTransaction } from '../../db/client.ts';

/** Works the queue of jobs, by the worker's login, until it is stopped: the process ends after that, and its connections with it. */
export function openWorker(connectionString: string, mail: MailSettings): Promise<Worker> {
  const pool = createPool(connectionString);
  const database = createDatabase(pool);
  return startWorker({
    pool,
    inTransaction: (work) => inTransaction(database, work),
    transport: createMailTransport(mail),
    say: (line) => log.warn({ said: withoutSecrets(line) }, 'jobs'),
  });
}
