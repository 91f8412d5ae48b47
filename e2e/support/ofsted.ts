import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';

const HEADINGS =
  'URN,Provision type,Sector,Registration date,Registration status,Date closed,Places,Local authority,Organisation which owns the provider,Latest full inspection date,Inspection event type,Overall experiences and progress of children and young people';

interface Judged {
  urn: string;
  /** ISO. */
  inspectedOn: string;
  /** In Ofsted's words. */
  judgement: string;
  /** The kind of service, in Ofsted's words too. */
  provision?: string;
}

/** Imports a file of Ofsted's with one service, as whoever keeps the installation does: what the command says. */
export async function importJudgement({
  urn,
  inspectedOn,
  judgement,
  provision = 'Independent fostering agency',
}: Judged): Promise<string> {
  // What the portal of this run keeps outside its database.
  const data = dirname(process.env.E2E_MAIL ?? '');
  const file = join(data, `ofsted-${urn}-${inspectedOn}.csv`);
  const day = inspectedOn.split('-').toReversed().join('/');
  const row = `${urn},${provision},Private,01/04/2015,Active,,,Kent,"Made up, Ltd",${day},Full inspection,${judgement}`;
  await writeFile(file, `\ufeff${HEADINGS}\r\n${row}\r\n`);
  const { DATABASE_URL: _, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['commands/import.ts', 'ofsted', file], {
    env: { ...environment, DATA_DIR: data, PUBLIC_URL: process.env.PORTAL_URL },
    encoding: 'utf8',
  });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  return stdout;
}
