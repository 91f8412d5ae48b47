import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { getBrowser } from './support/browser.ts';
import { addCounts, type Counts, countPlaywright, countVitest, sayCounts } from './support/counts.ts';

// npm test: every check but the long ones, in order, up to the first that fails. npm test -- unit e2e runs those steps alone.
// npm run test:deep: the long ones.
interface Step {
  name: string;
  says: string;
  /** A script of package.json, with what it is given besides. */
  script: string[];
  /** A runner of tests shows its progress, and leaves a report to count. */
  report?: { file: string; count: (report: unknown) => Counts };
  prepare?: () => Promise<Record<string, string>>;
  /** Runs only where it is named. */
  long?: true;
}

const REPORTS = '.cache/test-reports';
const UNIT_REPORT = `${REPORTS}/unit.json`;
const E2E_REPORT = `${REPORTS}/e2e.json`;
const DEEP_REPORT = `${REPORTS}/deep.json`;

const STEPS: Step[] = [
  { name: 'lint', says: 'form and lint', script: ['lint'] },
  { name: 'types', says: 'types', script: ['types'] },
  { name: 'layers', says: 'who may import whom', script: ['layers'] },
  { name: 'unused', says: 'nothing unused', script: ['unused'] },
  { name: 'build', says: 'the build', script: ['build'] },
  {
    name: 'unit',
    says: 'unit and domain tests, on a real Postgres',
    script: ['unit', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    report: { file: UNIT_REPORT, count: countVitest },
  },
  {
    name: 'e2e',
    says: 'journeys in a browser',
    script: ['e2e'],
    report: { file: E2E_REPORT, count: countPlaywright },
    prepare: async () => ({ BROWSER_PATH: await getBrowser(say), PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT }),
  },
  {
    name: 'deep',
    says: 'long examinations of a running portal',
    script: ['deep'],
    report: { file: DEEP_REPORT, count: countPlaywright },
    prepare: async () => ({ BROWSER_PATH: await getBrowser(say), PLAYWRIGHT_JSON_OUTPUT_FILE: DEEP_REPORT }),
    long: true,
  },
];

const say = (line: string) => console.log(line);
process.exitCode = (await runSteps(chosenSteps(process.argv.slice(2)))) ? 0 : 1;

function chosenSteps(names: string[]): Step[] {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    say(`No such step: ${unknown.join(', ')}. There are: ${STEPS.map((step) => step.name).join(', ')}`);
    process.exit(2);
  }
  return names.length === 0 ? STEPS.filter((step) => !step.long) : STEPS.filter((step) => names.includes(step.name));
}

/** True where every step passed. */
async function runSteps(steps: Step[]): Promise<boolean> {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const counts: Counts[] = [];
  let failed: Step | undefined;
  for (const step of steps) {
    if (!(await runStep(step, counts))) {
      failed = step;
      break;
    }
  }
  if (failed) say(`\nFailed: ${failed.name} (${failed.says}). Alone: npm test -- ${failed.name}`);
  const total = addCounts(counts);
  if (failed && total.failed === 0) total.failed = 1; // the step that is no test, or a runner that did not come to its end
  say(`\n${sayCounts(total)}`);
  return !failed && total.failed === 0;
}

async function runStep(step: Step, counts: Counts[]): Promise<boolean> {
  say(`\n── ${step.name}: ${step.says}`);
  const since = performance.now();
  let passed: boolean;
  try {
    passed = await runScript(step, (await step.prepare?.()) ?? {});
    if (step.report && (passed || existsSync(step.report.file))) {
      const count = step.report.count(JSON.parse(readFileSync(step.report.file, 'utf8')));
      counts.push(count);
      passed &&= count.failed === 0 && count.passed > 0;
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    passed = false;
  }
  say(`── ${step.name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - since) / 1000).toFixed(1)} s`);
  return passed;
}

/** A runner's output as it comes; that of the others where they fail. */
function runScript({ script, report }: Step, env: Record<string, string>): Promise<boolean> {
  const npm = process.env.npm_execpath;
  const [program, args] = npm ? [process.env.npm_node_execpath ?? process.execPath, [npm]] : ['npm', []];
  const child = spawn(program, [...args, 'run', '--silent', ...script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', report ? 'inherit' : 'pipe', report ? 'inherit' : 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => {
      if (status !== 0 && output) say(output.trimEnd());
      done(status === 0);
    });
  });
}
