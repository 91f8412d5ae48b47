import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { findInvitation, joinAsSomebodyNew } from '../accounts/joining.server.ts';
import { listMemberships } from '../accounts/organisations.server.ts';
import { aMember, anAuthority, anOperator, anOutwardCode, aProvider, aService, underRowSecurity } from '../testing.ts';
import type { NewApplication } from './application.ts';
import { admitOrganisation, refuseApplication } from './application-decisions.server.ts';
import {
  applyForOrganisation,
  countWaitingApplications,
  getApplication,
  listApplications,
  listFreeAreas,
  listOperatorAddresses,
} from './applications.server.ts';

const context = testDatabase();
const publicUrl = 'https://market.example';

const LARCH: NewApplication = {
  kind: 'provider',
  name: 'Larch & Ash Ltd',
  onsCode: null,
  companyNumber: '01234567',
  charityNumber: null,
  urns: ['SC123456', '1234567'],
  applicantName: 'Lee Larch',
  applicantEmail: 'lee@larch.example',
};

const givenOperator = async (db: Db) => aMember(db, await anOperator(db), 'operator', 'operator');

/** Applies as anybody does, and gives the newest application's id. */
async function applied(db: Db, application: NewApplication = LARCH, operators: string[] = []): Promise<string> {
  await underRowSecurity(db, null, (db) => applyForOrganisation(db, application, { operators, publicUrl }));
  const row = db.selectFrom('organisationApplications').select('id').orderBy('id', 'desc').limit(1);
  return (await row.executeTakeFirstOrThrow()).id;
}

const mailsTo = (db: Db, address: string) =>
  db.selectFrom('emails').select(['subject', 'body']).where('recipient', '=', address).orderBy('id').execute();

test('an application is received once: applicant and operators are told, and the same again is that one', () =>
  context.rolledBack(async (db) => {
    const operator = await givenOperator(db);
    const operators = await listOperatorAddresses(db);
    expect(operators).toEqual([operator.email]);
    const id = await applied(db, LARCH, operators);
    expect(await applied(db, { ...LARCH, name: 'Larch and Ash' }, operators)).toBe(id);
    expect(await mailsTo(db, LARCH.applicantEmail)).toHaveLength(1);
    const [told] = await mailsTo(db, operator.email);
    expect(told?.body).toContain('https://market.example/applications');
    await underRowSecurity(db, operator, async (db) => {
      expect(await countWaitingApplications(db, operator)).toBe(1);
      expect((await listApplications(db, operator, { page: 1 })).applications).toMatchObject([
        { id, status: 'waiting' },
      ]);
    });
    expect(await applied(db, { ...LARCH, applicantEmail: 'ann@larch.example' }, operators)).not.toBe(id);
  }));

test('beside what was entered stands what is here already', () =>
  context.rolledBack(async (db) => {
    const operator = await givenOperator(db);
    const providerId = await aProvider(db);
    const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
    const serviceId = await aService(db, providerId, { outwardCode });
    const provider = { companyNumber: '01234567', charityNumber: '7654321' };
    await db.updateTable('organisations').set(provider).where('id', '=', providerId).execute();
    const { urn } = await db.selectFrom('services').select('urn').where('id', '=', serviceId).executeTakeFirstOrThrow();
    const id = await applied(db, { ...LARCH, urns: [urn, '1234567'] });
    const { known } = await underRowSecurity(db, operator, (db) => getApplication(db, operator, id));
    expect(known.organisations).toMatchObject([
      { sameName: false, sameArea: false, sameCompany: true, sameCharity: false },
    ]);
    expect(known.services).toMatchObject([{ urn }]);
  }));

test('an organisation that is admitted has its applicant as administrator, who joins by the link', () =>
  context.rolledBack(async (db) => {
    const operator = await givenOperator(db);
    const id = await applied(db);
    const { organisationId } = await underRowSecurity(db, operator, (db) =>
      admitOrganisation(db, operator, { id, publicUrl }),
    );
    const organisation = db
      .selectFrom('organisations')
      .select(['kind', 'slug', 'name', 'companyNumber', 'charityNumber']);
    expect(await organisation.where('id', '=', organisationId).executeTakeFirst()).toEqual({
      ...{ kind: 'provider', slug: 'larch-ash-ltd', name: LARCH.name, companyNumber: '01234567', charityNumber: null },
    });
    const [, admission] = await mailsTo(db, LARCH.applicantEmail);
    const [, secret = ''] = admission?.body.match(/\/join\/([\w-]+)/) ?? [];
    expect(await findInvitation(db, secret)).toMatchObject({ roles: ['administrator'], organisationId });
    await joinAsSomebodyNew(db, { secret, name: 'Lee', password: 'four words of no use' });
    const lee = db.selectFrom('users').select('id').where('email', '=', LARCH.applicantEmail);
    const { id: userId } = await lee.executeTakeFirstOrThrow();
    expect(await listMemberships(db, { userId })).toMatchObject([{ organisationId, roles: ['administrator'] }]);
    const audit = db.selectFrom('auditEvents').select(['event', 'subjectId', 'userId']);
    expect(await audit.where('organisationId', '=', operator.organisationId).execute()).toEqual([
      { event: 'organisation.admitted', subjectId: organisationId, userId: operator.userId },
    ]);
  }));

test('the applicant has the reason of a refusal', () =>
  context.rolledBack(async (db) => {
    const operator = await givenOperator(db);
    const id = await applied(db);
    await underRowSecurity(db, operator, (db) =>
      refuseApplication(db, operator, { id, reason: 'Ofsted knows no SC123456' }),
    );
    expect((await mailsTo(db, LARCH.applicantEmail))[1]?.body).toContain('Ofsted knows no SC123456');
    expect(await getApplication(db, operator, id)).toMatchObject({
      ...{ status: 'refused', decidedBy: operator.name, reason: 'Ofsted knows no SC123456' },
    });
    const again = admitOrganisation(db, operator, { id, publicUrl });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    expect(await applied(db), 'who was refused may apply again').not.toBe(id);
  }));

test('of two operators who decide at the same moment, one does', async () => {
  const { operator, id } = await inTransaction(context.database, async (db) => {
    const operator = await givenOperator(db);
    return { operator, id: await applied(db, { ...LARCH, name: 'Decided at once' }) };
  });
  const outcomes = await atOnce<unknown>(context, [
    (db) => admitOrganisation(db, operator, { id, publicUrl }),
    (db) => admitOrganisation(db, operator, { id, publicUrl }),
    (db) => refuseApplication(db, operator, { id, reason: 'No' }),
  ]);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }]);
  await inTransaction(context.database, async (db) => {
    const mails = await mailsTo(db, LARCH.applicantEmail);
    expect(mails, 'received, and one decision').toHaveLength(2);
    await db.deleteFrom('organisationApplications').execute();
  });
});

test('a name or an area that is taken is not admitted a second time; a like name gets an address of its own', () =>
  context.rolledBack(async (db) => {
    const operator = await givenOperator(db);
    const admit = async (application: NewApplication) =>
      admitOrganisation(db, operator, { id: await applied(db, application), publicUrl });
    await admit(LARCH);
    await expect(admit(LARCH)).rejects.toMatchObject({ code: 'conflict' });
    const { organisationId } = await admit({ ...LARCH, name: 'Larch, Ash (Ltd)', companyNumber: '07654321' });
    const like = db.selectFrom('organisations').select('slug').where('id', '=', organisationId);
    expect(await like.executeTakeFirst()).toEqual({ slug: 'larch-ash-ltd-2' });

    await anAuthority(db, 'Kent');
    const kent = await db
      .selectFrom('localAuthorityAreas')
      .select('onsCode')
      .where('name', '=', 'Kent')
      .executeTakeFirstOrThrow();
    const authority: NewApplication = { ...LARCH, kind: 'authority', companyNumber: null, urns: [], ...kent };
    await expect(admit({ ...authority, name: 'Another Kent' })).rejects.toMatchObject({ code: 'conflict' });
  }));

test('an area is free while no organisation has it', () =>
  context.rolledBack(async (db) => {
    await anAuthority(db, 'Kent');
    await db.insertInto('localAuthorityAreas').values({ onsCode: 'E06999999', name: 'Free' }).execute();
    expect(await underRowSecurity(db, null, listFreeAreas)).toEqual([{ onsCode: 'E06999999', name: 'Free' }]);
  }));

test('applications are for operators alone', () =>
  context.rolledBack(async (db) => {
    const id = await applied(db);
    const admin = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    const gone = await aMember(db, await anOperator(db), 'operator', 'administrator');
    for (const actor of [admin, gone]) {
      await expect(listApplications(db, actor, { page: 1 })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(countWaitingApplications(db, actor)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getApplication(db, actor, id)).rejects.toMatchObject({ code: 'not-found' });
      const admitted = admitOrganisation(db, actor, { id, publicUrl });
      await expect(admitted).rejects.toMatchObject({ code: 'not-found' });
      const refused = refuseApplication(db, actor, { id, reason: 'x' });
      await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    }
  }));
