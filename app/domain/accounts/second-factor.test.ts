import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { getAccount } from './account.server.ts';
import {
  disableSecondFactor,
  enableSecondFactor,
  hasRecoveryCode,
  renewRecoveryCodes,
  spendCode,
} from './second-factor.server.ts';
import { aPerson, eventsOf, mailsTo, sessionsOf } from './testing.ts';
import { codeOf } from './testing-authenticator.ts';

const here = testDatabase();

const unseal = async (sealed: string) => sealed.replace('sealed:', '');
const SECRET = 'a secret of thirty-two characters';
const CODES = ['aaaa-bbbb-cccc', 'dddd-eeee-ffff'];

async function begun(db: Db) {
  const person = await aPerson(db);
  await db
    .insertInto('twoFactors')
    .values({
      userId: person.userId,
      secret: `sealed:${SECRET}`,
      backupCodes: `sealed:${JSON.stringify(CODES)}`,
      verified: false,
    })
    .execute();
  return person;
}

test('is turned on and off: other sessions end, the audit hears of it', async () => {
  await here.rolledBack(async (db) => {
    const person = await begun(db);
    expect(await hasRecoveryCode(db, person.userId, CODES[0] ?? '', unseal)).toBe(false);
    expect(await enableSecondFactor(db, person, unseal)).toEqual(CODES);
    expect(await sessionsOf(db, person)).toEqual([person.sessionId]);
    await expect(enableSecondFactor(db, person, unseal)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getAccount(db, person)).hasSecondFactor).toBe(true);
    await renewRecoveryCodes(db, person, 'sealed:["gggg-hhhh-jjjj"]');
    expect(await hasRecoveryCode(db, person.userId, CODES[0] ?? '', unseal)).toBe(false);
    expect(await hasRecoveryCode(db, person.userId, 'gggg-hhhh-jjjj', unseal)).toBe(true);
    await disableSecondFactor(db, person);
    expect((await getAccount(db, person)).hasSecondFactor).toBe(false);
    expect((await eventsOf(db, person)).map(({ event }) => event)).toEqual([
      'account.second_factor_enabled',
      'account.recovery_codes_renewed',
      'account.second_factor_disabled',
    ]);
    expect(await mailsTo(db, person.email)).toMatchObject([{ subject: 'Two-factor sign-in was turned off' }]);
  });
});

test('stays on while an organisation of theirs requires it, unless another takes its place', async () => {
  await here.rolledBack(async (db) => {
    const person = await begun(db);
    await enableSecondFactor(db, person, unseal);
    await db
      .updateTable('organisations')
      .set({ requiresTwoFactor: true })
      .where('id', '=', person.organisationId)
      .execute();
    await expect(disableSecondFactor(db, person)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getAccount(db, person)).hasSecondFactor).toBe(true);
    await disableSecondFactor(db, person, { replacing: true });
    expect((await getAccount(db, person)).hasSecondFactor).toBe(false);
  });
});

test('a code counts once, also of many at the same moment', async () => {
  const person = await inTransaction(here.database, begun);
  const spend = () => inTransaction(here.database, (db) => spendCode(db, person.userId, codeOf(SECRET), unseal));
  const spent = await Promise.all(Array.from({ length: 20 }, spend));
  // The step may have turned meanwhile.
  expect([1, 2]).toContain(spent.filter(Boolean).length);
  const { rows } = await here.pool.query('select time_step from two_factor_uses where user_id = $1', [person.userId]);
  expect(rows).toHaveLength(spent.filter(Boolean).length);
  expect(await inTransaction(here.database, (db) => spendCode(db, person.userId, '000000x', unseal))).toBe(false);
});
