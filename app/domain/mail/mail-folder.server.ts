import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastPage } from '../../lib/paging.ts';
import type { Email, QueuedEmail } from './mail.server.ts';

/** An e-mail in the folder that takes the place of a mail server. */
export interface KeptMail extends Email {
  id: string;
  sentAt: Date;
}

const PAGE_SIZE = 20;

/** Writes it as <instant>-<id>.json, which sort by time, for its owner's eyes alone: it may hold a link that signs somebody in. */
export async function keepMail(folder: string, { id, to, subject, text }: QueuedEmail): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sentAt = new Date().toISOString();
  const name = `${sentAt.replaceAll(':', '-')}-${id}`;
  // Whoever reads the folder meanwhile sees all of it or nothing.
  await writeFile(join(folder, `${name}.part`), JSON.stringify({ to, subject, text, sentAt }), { mode: 0o600 });
  await rename(join(folder, `${name}.part`), join(folder, `${name}.json`));
}

/** The newest first. */
export async function listKeptMail(folder: string, { page: asked }: { page: number }) {
  const names = (await readNames(folder)).sort().reverse();
  const page = lastPage(asked, names.length, PAGE_SIZE);
  const shown = names.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const mails = await Promise.all(shown.map((name) => readMail(folder, name)));
  return { mails, total: names.length, page, pageSize: PAGE_SIZE };
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readMail(folder: string, name: string): Promise<KeptMail> {
  const { to, subject, text, sentAt } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Email & {
    sentAt: string;
  };
  return { id: name.replace(/\.json$/, ''), to, subject, text, sentAt: new Date(sentAt) };
}
