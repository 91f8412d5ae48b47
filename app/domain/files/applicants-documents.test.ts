import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aDocument, givenAdmission, INSURANCE, requireDocument } from '../admissions/testing.ts';
import { aMember, underRowSecurity } from '../testing.ts';
import { getFile } from './files.server.ts';

const databases = testDatabase();
const POLICY = 'safeguarding_policy';

/** A provider with a place in a lot, what it applied with, and who asks for its documents. */
async function given(db: Db) {
  const { id, lotId, systemId, providerId, actors } = await givenAdmission(db);
  const { questionId } = await db
    .insertInto('selectionQuestions')
    .values({
      systemId,
      position: 1,
      kind: 'document',
      question: 'Policy',
      documentKind: POLICY,
      assessment: 'information',
    })
    .returning('id as questionId')
    .executeTakeFirstOrThrow();
  const answered = await aDocument(db, providerId, { documentKind: POLICY, expiresOn: null });
  const { applicationId } = await db
    .insertInto('lotApplications')
    .values({ lotId, providerId, status: 'submitted', submission: 1, submittedAt: new Date(), dueOn: '2026-12-04' })
    .returning('id as applicationId')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('applicationAnswers')
    .values({ applicationId, providerId, questionId, documentId: answered })
    .execute();
  const fileOf = async (documentId: string) => {
    const row = db.selectFrom('providerDocuments').select('fileId').where('id', '=', documentId);
    return (await row.executeTakeFirstOrThrow()).fileId;
  };
  /** As the where clause says, and the same under row level security. */
  const opens = async (actor: Actor | null, documentId: string) => {
    const fileId = await fileOf(documentId);
    const ask = (inner: Db) =>
      getFile(inner, actor, fileId).then(
        () => true,
        (error) => {
          expect(error).toMatchObject({ code: 'not-found' });
          return false;
        },
      );
    const under = await underRowSecurity(db, actor, ask);
    expect(await ask(db), 'the where clause by itself').toBe(under);
    return under;
  };
  const declare = (actor: Actor, hasConflict: boolean) =>
    db
      .insertInto('applicationEvaluators')
      .values({
        ...{ applicationId, authorityId: actor.organisationId, userId: actor.userId },
        ...{ declaredAt: new Date(), hasConflict, conflictNote: hasConflict ? 'A cousin works there' : '' },
      })
      .execute();
  const finance = await aMember(db, actors.lead.organisationId, 'authority', 'finance');
  return { id, lotId, systemId, providerId, applicationId, answered, opens, declare, actors: { ...actors, finance } };
}

test('what answers an application is opened by the commissioners who lead: by no other role, nobody else’s, and nothing else', () =>
  databases.rolledBack(async (db) => {
    const { providerId, applicationId, answered, opens, declare, actors } = await given(db);
    const { provider, lead, ...others } = actors;
    const later = await aDocument(db, providerId, { documentKind: POLICY, expiresOn: null });
    const unrelated = await aDocument(db, providerId, { documentKind: 'accounts', expiresOn: null });
    for (const document of [answered, later, unrelated]) expect(await opens(provider, document)).toBe(true);
    expect(await opens(lead, answered), 'before they declare their interests').toBe(false);
    await declare(lead, false);
    expect(await opens(lead, answered)).toBe(true);
    for (const document of [later, unrelated]) expect(await opens(lead, document)).toBe(false);
    for (const actor of [...Object.values(others), null]) expect(await opens(actor, answered)).toBe(false);
    // A draft is the provider's alone, also one that answers with the same document.
    await db
      .updateTable('lotApplications')
      .set({ status: 'draft', submission: 0, submittedAt: null, dueOn: null })
      .where('id', '=', applicationId)
      .execute();
    expect(await opens(lead, answered)).toBe(false);
  }));

test('the current document of a kind that the system requires is opened while the place waits or is held, not after', () =>
  databases.rolledBack(async (db) => {
    const { id, systemId, providerId, opens, declare, actors } = await given(db);
    const { lead, leadBroker, finance } = actors;
    const replaced = await aDocument(db, providerId, { expiresOn: '2026-01-31', replacedAt: '2026-01-31' });
    const current = await aDocument(db, providerId, { expiresOn: '2027-01-31' });
    expect(await opens(lead, current), 'not required').toBe(false);
    await requireDocument(db, systemId, INSURANCE);
    expect(await opens(lead, current)).toBe(true);
    expect(await opens(lead, replaced)).toBe(false);
    for (const actor of [leadBroker, finance]) expect(await opens(actor, current)).toBe(false);
    const become = (to: object) => db.updateTable('admissions').set(to).where('id', '=', id).execute();
    await become({ status: 'suspended', suspension: 'decision' });
    expect(await opens(lead, current)).toBe(true);
    await become({ status: 'pending', suspension: null, admittedOn: null });
    expect(await opens(lead, current), 'waiting, and no interest declared').toBe(false);
    await declare(lead, false);
    expect(await opens(lead, current)).toBe(true);
    await become({ status: 'ended', endedOn: '2026-11-01' });
    expect(await opens(lead, current), 'refused').toBe(false);
  }));

test('who declared an interest, or belongs to the provider, opens none of it', () =>
  databases.rolledBack(async (db) => {
    const { systemId, providerId, answered, opens, declare, actors } = await given(db);
    const { lead } = actors;
    const colleague = await aMember(db, lead.organisationId, 'authority', 'commissioner');
    const relative = await aMember(db, lead.organisationId, 'authority', 'commissioner');
    await requireDocument(db, systemId, INSURANCE);
    const current = await aDocument(db, providerId, { expiresOn: '2027-01-31' });
    for (const [actor, hasConflict] of [
      [lead, false],
      [colleague, true],
      [relative, false],
    ] as const)
      await declare(actor, hasConflict);
    await db
      .insertInto('members')
      .values({ organisationId: providerId, userId: relative.userId, roles: ['manager'] })
      .execute();
    for (const document of [answered, current]) {
      expect(await opens(lead, document)).toBe(true);
      for (const actor of [colleague, relative]) expect(await opens(actor, document)).toBe(false);
    }
  }));
