import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The newest e-mail to an address that the portal has sent, once there is one: `about` is part of its subject. */
export async function mailTo(address: string, about: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => (found = await newestTo(address, about)), { message: `an e-mail to ${address} about ${about}` })
    .toBeDefined();
  if (!found) throw new Error('The poll has found it');
  return found;
}

/** The first address in an e-mail that begins with ours. */
export function linkIn(mail: Mail): string {
  const [link] = mail.text.match(/https?:\/\/\S+/) ?? [];
  if (!link) throw new Error(`No link in: ${mail.text}`);
  return link;
}

async function newestTo(address: string, about: RegExp): Promise<Mail | undefined> {
  const folder = process.env.E2E_MAIL ?? '';
  const files = await readdir(folder).catch(() => []);
  for (const file of files
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()) {
    const mail = JSON.parse(await readFile(join(folder, file), 'utf8')) as Mail;
    if (mail.to === address && about.test(mail.subject)) return mail;
  }
  return undefined;
}
