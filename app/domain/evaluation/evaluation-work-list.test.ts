import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { getEvaluationFile } from './evaluation-file.server.ts';
import { countEvaluations, listEvaluations } from './evaluations.server.ts';
import { as, code, givenApplication, list, only, TODAY } from './testing.ts';

const context = testDatabase();

test('commissioners of the lead authority have it in their work list; nobody else knows of it', () =>
  context.rolledBack(async (db) => {
    const { id, lead, ann, broker, member, outsider, provider, rival, lotId, systemId } = await givenApplication(db);
    for (const actor of [lead, ann]) {
      const { waiting, lots } = await as(db, actor, (db) => listEvaluations(db, actor, list));
      expect(waiting).toMatchObject([{ id, stage: 'to_assign', left: { is: 'left', workingDays: 6 } }]);
      expect(lots).toHaveLength(1);
      expect(await as(db, actor, (db) => countEvaluations(db, actor, TODAY))).toEqual({ waiting: 1, overdue: 0 });
      expect(await as(db, actor, (db) => countEvaluations(db, actor, '2026-12-05'))).toEqual({
        waiting: 1,
        overdue: 1,
      });
      for (const [of, found] of [
        [lotId, 1],
        [systemId, 1],
        [id, 0],
      ] as const) {
        expect(
          (await as(db, actor, (db) => listEvaluations(db, actor, { ...only, of, today: TODAY }))).waiting,
        ).toHaveLength(found);
      }
    }
    for (const actor of [member, outsider]) {
      expect((await as(db, actor, (db) => listEvaluations(db, actor, list))).waiting).toEqual([]);
      await expect(as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }))).rejects.toEqual(
        code('not-found'),
      );
      // The where clause alone, without row level security, says the same.
      await expect(getEvaluationFile(db, actor, { id, today: TODAY })).rejects.toEqual(code('not-found'));
    }
    for (const actor of [broker, provider, rival]) {
      await expect(as(db, actor, (db) => listEvaluations(db, actor, list))).rejects.toEqual(code('forbidden'));
    }
    await expect(as(db, broker, (db) => getEvaluationFile(db, broker, { id, today: TODAY }))).rejects.toEqual(
      code('forbidden'),
    );
    for (const actor of [provider, rival]) {
      await expect(as(db, actor, (db) => getEvaluationFile(db, actor, { id, today: TODAY }))).rejects.toEqual(
        code('not-found'),
      );
    }
  }));

test('a draft, and what was withdrawn before it was sent, is not evaluated', () =>
  context.rolledBack(async (db) => {
    const { id, lead } = await givenApplication(db);
    for (const changes of [{ status: 'draft' }, { status: 'withdrawn', submission: 0 }]) {
      await db.updateTable('lotApplications').set(changes).where('id', '=', id).execute();
      await expect(getEvaluationFile(db, lead, { id, today: TODAY })).rejects.toEqual(code('not-found'));
      expect(await listEvaluations(db, lead, list)).toMatchObject({ waiting: [], decided: { total: 0 } });
    }
  }));

test('the least time left comes first; the clock stands while the provider may answer', () =>
  context.rolledBack(async (db) => {
    const { id, lotId, providerId, lead, rival } = await givenApplication(db);
    const { id: late } = await db
      .insertInto('lotApplications')
      .values({
        lotId,
        providerId: rival.organisationId,
        status: 'submitted',
        submission: 1,
        submittedAt: '2026-11-02T09:00:00Z',
        dueOn: '2026-11-16',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const asked = { applicationId: id, providerId, question: 'Why?', askedAt: new Date('2026-11-25T09:00:00Z') };
    await db
      .insertInto('applicationClarifications')
      .values({ ...asked, answerDueOn: '2026-12-02' })
      .execute();
    const waitingOn = async (today: string) =>
      (await as(db, lead, (db) => listEvaluations(db, lead, { ...only, today }))).waiting;
    expect(await waitingOn(TODAY)).toMatchObject([
      { id: late, left: { is: 'overdue', workingDays: 8 } },
      { id, left: { is: 'standing', workingDays: 2 } },
    ]);
    expect((await waitingOn('2026-12-03'))[1]).toMatchObject({ left: { is: 'left', workingDays: 1 } });
    await db
      .updateTable('applicationClarifications')
      .set({ answer: 'So', answeredAt: '2026-11-25T10:00:00Z' })
      .execute();
    expect((await waitingOn(TODAY))[1]).toMatchObject({ left: { is: 'left', workingDays: 6 } });
  }));
