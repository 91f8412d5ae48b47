import { once } from 'node:events';
import { utimes, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TakenMail {
  from: string;
  to: string[];
  /** Headers and text, as they came. */
  source: string;
}

export interface MailServer {
  port: number;
  taken: TakenMail[];
  stop: () => Promise<void>;
}

/** A mail server on a free port that takes what it is sent. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, session, done) {
      let source = '';
      stream.on('data', (chunk: Buffer) => (source += chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          source,
        });
        done();
      });
    },
    ...options,
  });
  // A client that does not trust our certificate hangs up.
  server.on('error', () => {});
  const listening = server.listen(0, '0.0.0.0');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    taken,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

/** A file in the folder as if it had been put there hours ago; returns its name. */
export async function putAged(folder: string, name: string, hoursAgo: number): Promise<string> {
  const seconds = Date.now() / 1_000 - hoursAgo * 60 * 60;
  await writeFile(join(folder, name), 'content');
  await utimes(join(folder, name), seconds, seconds);
  return name;
}
