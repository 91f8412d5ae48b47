import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { EVENT_SUBJECTS, eventLabel, eventSubject } from './audit-events.ts';

const APP = fileURLToPath(new URL('../../', import.meta.url));

/** The names of events in calls of recordAudit; one that is put together, as `vacancy.${to}`, is left to the compiler. */
async function recordedEvents(): Promise<string[]> {
  const files = (await readdir(APP, { recursive: true })).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(`${APP}${file}`, 'utf8')));
  const calls = texts.flatMap((text) => text.split('recordAudit(').slice(1));
  return calls.flatMap((call) => /^[^;]*?\bevent:\s*'([^']+)'/.exec(call)?.[1] ?? []);
}

test('every event that is recorded has words of its own', async () => {
  const events = await recordedEvents();
  expect(events).toContain('audit.exported');
  expect(events).toContain('vacancy.created');
  for (const event of events) {
    expect(eventLabel(event), event).not.toBe(event);
    expect(EVENT_SUBJECTS.map(({ value }) => value)).toContain(event.split('.')[0]);
  }
});

test('an event of another release keeps its raw name', () => {
  expect(eventLabel('tender.opened')).toBe('tender.opened');
  expect(eventLabel('constructor')).toBe('constructor');
  expect(eventSubject('price_line.changed', 'x')).toEqual({ noun: 'price line', address: null });
  expect(eventSubject('member.invited', 'x').address).toBeNull();
  expect(eventSubject('member.joined', 'x').address).toBe('/organisation/members/x');
  expect(eventSubject('constructor.changed', 'x').address).toBeNull();
});
