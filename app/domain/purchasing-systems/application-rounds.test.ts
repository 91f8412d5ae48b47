import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { EditedRound, toRoundFields } from './application-round-form.ts';
import { addRound, listRounds, removeRound, saveRound } from './application-rounds.server.ts';
import { aDraft, aPricedDraft, people } from './testing.ts';

const databases = testDatabase();

const day = (iso: string) => {
  const [year, month, date] = iso.split('-');
  return { year, month, day: date };
};

/** A round as it is typed. */
const typed = (opens: string, closes: string, which: { opensWhich?: string; closesWhich?: string } = {}) => {
  const [[opensOn = '', opensTime], [closesOn = '', closesTime]] = [opens.split(' '), closes.split(' ')];
  return { title: 'Round', opensOn: day(opensOn), opensTime, closesOn: day(closesOn), closesTime, ...which };
};

const errorsOf = (fields: object) =>
  EditedRound.safeParse(fields).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('times on London’s clocks', () => {
  test.each([
    ['2026-07-01 09:00', '2026-07-31 17:00', '2026-07-01T08:00:00.000Z', '2026-07-31T16:00:00.000Z'],
    ['2026-12-01 9:00', '2026-12-31 17.30', '2026-12-01T09:00:00.000Z', '2026-12-31T17:30:00.000Z'],
    // Over both changes of the clocks.
    ['2026-10-24 12:00', '2026-10-26 12:00', '2026-10-24T11:00:00.000Z', '2026-10-26T12:00:00.000Z'],
    ['2027-03-27 12:00', '2027-03-29 12:00', '2027-03-27T12:00:00.000Z', '2027-03-29T11:00:00.000Z'],
  ])('%s to %s', (opens, closes, opensAt, closesAt) => {
    expect(EditedRound.parse(typed(opens, closes))).toEqual({
      title: 'Round',
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
    });
  });

  test('a time that clocks go forward over is refused', () => {
    const missing = ['opensTime', expect.stringMatching(/There is no 01:30/)];
    expect(errorsOf(typed('2027-03-28 01:30', '2027-04-28 12:00'))).toEqual([missing]);
    expect(errorsOf(typed('2027-03-28 02:00', '2027-04-28 12:00'))).toBeUndefined();
  });

  test('a time that comes twice must say which, and means the one it says', () => {
    expect(errorsOf(typed('2026-10-25 01:30', '2026-11-25 12:00'))).toEqual([
      ['opensWhich', expect.stringMatching(/comes twice/)],
    ]);
    const opening = (opensWhich: string) =>
      EditedRound.parse(typed('2026-10-25 01:30', '2026-11-25 12:00', { opensWhich })).opensAt.toISOString();
    expect(opening('first')).toBe('2026-10-25T00:30:00.000Z');
    expect(opening('second')).toBe('2026-10-25T01:30:00.000Z');
    // A window inside the hour that comes twice.
    const inside = typed('2026-10-25 01:30', '2026-10-25 01:30', { opensWhich: 'first', closesWhich: 'second' });
    const { opensAt, closesAt } = EditedRound.parse(inside);
    expect(closesAt.getTime() - opensAt.getTime()).toBe(3_600_000);
    const fields = toRoundFields(EditedRound.parse(inside));
    expect(fields).toMatchObject({ opensTime: '01:30', opensWhich: 'first', closesWhich: 'second' });
    expect(EditedRound.parse(fields)).toEqual({ title: 'Round', opensAt, closesAt });
  });

  test.each(['24:00', '9', '12:60', 'noon', '٠٩:٠٠'])('%s is no time of day', (time) => {
    expect(errorsOf(typed(`2026-12-01 ${time}`, '2026-12-31 12:00'))).toMatchObject(
      [['opensTime', /24-hour clock/]].map(([path]) => [path, expect.any(String)]),
    );
  });

  test('it closes after it opens', () => {
    expect(errorsOf(typed('2026-12-01 09:00', '2026-12-01 09:00'))).toEqual([
      ['closesOn', 'It must close after it opens'],
    ]);
  });
});

const from = (days: number, until: number) => ({
  title: `Round ${days}`,
  opensAt: new Date(Date.now() + days * 86_400_000),
  closesAt: new Date(Date.now() + until * 86_400_000),
});

const add = (db: Db, actor: Actor, systemId: string, round: ReturnType<typeof from>) =>
  underRowSecurity(db, actor, (rows) => addRound(rows, actor, { systemId, key: randomUUID(), ...round }));

test('the lead’s commissioner alone adds, moves and removes rounds', () =>
  databases.rolledBack(async (db) => {
    const { lead, broker, other, provider } = await people(db);
    const systemId = await aDraft(db, lead, { takesApplications: 'in_rounds' });
    for (const actor of [other, provider])
      await expect(add(db, actor, systemId, from(1, 2))).rejects.toMatchObject({ code: 'not-found' });
    await expect(add(db, broker, systemId, from(1, 2))).rejects.toMatchObject({ code: 'forbidden' });
    const { id: roundId } = await add(db, lead, systemId, from(1, 2));
    await underRowSecurity(db, lead, (rows) => saveRound(rows, lead, { systemId, roundId, ...from(1, 3) }));
    await expect(
      underRowSecurity(db, other, (rows) => removeRound(rows, other, { systemId, roundId })),
    ).rejects.toMatchObject({ code: 'not-found' });
    await underRowSecurity(db, lead, (rows) => removeRound(rows, lead, { systemId, roundId }));
    expect(await listRounds(db, systemId)).toEqual([]);
  }));

test('rounds never overlap, and one may begin as another ends', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const systemId = await aDraft(db, lead, { takesApplications: 'in_rounds' });
    const [first, second] = [from(1, 5), from(9, 12)];
    await add(db, lead, systemId, first);
    const { id: roundId } = await add(db, lead, systemId, second);
    for (const [start, end] of [
      [4, 6],
      [0, 20],
      [2, 3],
      [11, 13],
    ] as const)
      await expect(add(db, lead, systemId, from(start, end))).rejects.toThrow(/overlaps/);
    await expect(saveRound(db, lead, { systemId, roundId, ...from(4, 12) })).rejects.toThrow(/overlaps/);
    await saveRound(db, lead, { systemId, roundId, ...second, opensAt: first.closesAt });
    expect(await listRounds(db, systemId)).toHaveLength(2);
  }));

test('once a round has opened its end alone moves; once it has closed nothing does', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const systemId = await aDraft(db, lead, { takesApplications: 'in_rounds' });
    const open = from(-1, 5);
    const { id: roundId } = await add(db, lead, systemId, open);
    await expect(saveRound(db, lead, { systemId, roundId, ...open, opensAt: from(1, 2).opensAt })).rejects.toThrow(
      /its beginning stands/,
    );
    await expect(removeRound(db, lead, { systemId, roundId })).rejects.toThrow(/has opened/);
    await saveRound(db, lead, { systemId, roundId, ...open, closesAt: from(-1, 7).closesAt });
    await sql`update application_rounds set closes_at = now() - interval '1 hour' where id = ${roundId}::uuid`.execute(
      db,
    );
    await expect(saveRound(db, lead, { systemId, roundId, ...open })).rejects.toThrow(/has closed/);
  }));

test('a round in which a provider has begun an application stays, though its lead does not see the draft', () =>
  databases.rolledBack(async (db) => {
    const { lead, provider } = await people(db);
    const { systemId, lotId } = await aPricedDraft(db, lead, { takesApplications: 'in_rounds' });
    const { id: roundId } = await add(db, lead, systemId, from(1, 5));
    await db.insertInto('lotApplications').values({ lotId, providerId: provider.organisationId, roundId }).execute();
    await expect(
      underRowSecurity(db, lead, (rows) => removeRound(rows, lead, { systemId, roundId })),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  }));

test('what takes applications at any time has no rounds', () =>
  databases.rolledBack(async (db) => {
    const { lead } = await people(db);
    const systemId = await aDraft(db, lead);
    await expect(add(db, lead, systemId, from(1, 2))).rejects.toThrow(/it has no rounds/);
  }));
