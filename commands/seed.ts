import { todayInLondon } from '../app/lib/dates.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { DatabaseNotEmpty, isEmpty, seedDemonstration } from '../db/seed/demonstration.ts';
import { readSeedArguments, type SeedArguments } from '../db/seed/options.ts';
import { dataFolder, openDatabase } from './support/database.ts';
import { filesFolder, keepDemonstrationFiles } from './support/demonstration-files.ts';
import { chooseDemonstrationPassword } from './support/demonstration-password.ts';

// npm run seed -- --vacancies N --placements M --seed S: loads the demonstration market into an empty database.
process.exitCode = await run();

async function run(): Promise<number> {
  let given: SeedArguments;
  try {
    given = readSeedArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message.replaceAll('\n', ' ') : error);
    return 2;
  }
  const server = await openDatabase();
  try {
    await migrateToLatest(server.connectionString);
    return await load(server.connectionString, given);
  } finally {
    await server.stop();
  }
}

async function load(connectionString: string, given: SeedArguments): Promise<number> {
  if (!(await isEmpty(connectionString))) return refuse(new DatabaseNotEmpty());
  const password = chooseDemonstrationPassword(dataFolder());
  const started = performance.now();
  try {
    const report = await seedDemonstration(connectionString, { ...given, today: todayInLondon(), password });
    await keepDemonstrationFiles(connectionString, filesFolder(dataFolder()));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const { organisations = 0, services = 0, vacancies = 0, placements = 0 } = report.counts;
    console.log(
      `Loaded ${organisations} organisations, ${services} services, ${vacancies} vacancies and ${placements} placements in ${seconds} s`,
    );
    console.log(`${report.accounts.length} accounts: ${report.accounts[0]?.email} and others`);
    console.log(process.env.DEMO_PASSWORD ? 'Password: the one in DEMO_PASSWORD' : `Password: ${password}`);
    return 0;
  } catch (error) {
    if (!(error instanceof DatabaseNotEmpty)) throw error;
    return refuse(error);
  }
}

function refuse(error: DatabaseNotEmpty): number {
  console.error(error.message);
  return 1;
}
