import { parseArgs } from 'node:util';
import { todayInLondon } from '../app/lib/dates.ts';
import { startThrowaway } from '../db/embedded.ts';
import { prepareLogins } from '../db/logins.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { seedDemonstration } from '../db/seed/demonstration.ts';
import { readSeedArguments } from '../db/seed/options.ts';
import { timePair } from './bench/pairs.ts';
import { rowSecurityPairs } from './bench/row-security.ts';

// npm run bench -- --vacancies N --placements M --runs R: times the same work two ways on a database of its own. It reports; nothing fails.
const DEFAULTS = { vacancies: '100000', placements: '100000', runs: '30' };
const PASSWORD = 'only-while-this-runs';
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { vacancies: text, placements: text, runs: text } });
const { vacancies, placements, runs } = { ...DEFAULTS, ...values };
const size = readSeedArguments([`--vacancies=${vacancies}`, `--placements=${placements}`]);
const today = todayInLondon();

const server = await startThrowaway();
try {
  await migrateToLatest(server.connectionString);
  await seedDemonstration(server.connectionString, { ...size, today, password: PASSWORD });
  const { app } = await prepareLogins(server.connectionString, PASSWORD);
  const { pairs, close } = await rowSecurityPairs({ app, owner: server.connectionString }, today);
  console.log(
    `Row level security: ${size.vacancies} vacancies, ${size.placements} placements, ${runs} runs each, by turns. Milliseconds: median (least to most)\n`,
  );
  console.log(row('', 'without', 'with', 'ratio'));
  for (const pair of pairs) {
    const { one, other } = await timePair(pair, Number(runs));
    console.log(row(pair.name, say(one), say(other), (other.median / one.median).toFixed(2)));
  }
  await close();
} finally {
  await server.stop();
}

function row(name: string, ...cells: [string, string, string]) {
  const [without, under, ratio] = cells;
  return `${name.padEnd(38)}${without.padStart(26)}${under.padStart(26)}${ratio.padStart(8)}`;
}

function say({ median, least, most }: { median: number; least: number; most: number }) {
  return `${median.toFixed(1)} (${least.toFixed(1)} to ${most.toFixed(1)})`;
}
