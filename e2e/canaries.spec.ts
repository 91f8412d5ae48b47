import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Planted } from './support/canary-planting.ts';
import { expect, test } from './support/test.ts';

// What leaves the portal by other ways than pages, which e2e/deep/canary-walk.spec.ts walks.
const file = process.env.E2E_CANARIES;
const { canaries }: Pick<Planted, 'canaries'> = file ? JSON.parse(readFileSync(file, 'utf8')) : { canaries: [] };

test('no e-mail and no log tells of prices, places and children', async () => {
  const folder = process.env.E2E_MAIL ?? '';
  const mails = (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
  const texts = await Promise.all([...mails, process.env.E2E_LOG ?? ''].map((name) => readFile(name, 'utf8')));
  for (const text of texts) {
    const told = canaries.filter(({ sign }) => new RegExp(sign, 'i').test(text)).map(({ what }) => what);
    expect(told).toEqual([]);
  }
});
