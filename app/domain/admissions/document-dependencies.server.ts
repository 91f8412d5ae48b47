import type { Db } from '#db/client.ts';
import { dueBy } from './admission-documents.ts';

// For jobs of the portal itself (asSystem): it reads what belongs to many organisations.

export const MOST_ROWS = 100_000;

export const selectAdmissions = (db: Db) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'admissions.providerId')
    .select([
      'admissions.id',
      'admissions.providerId',
      'admissions.tier',
      'admissions.status',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'providers.name as providerName',
    ]);

/** Each admission in force, or waited for, with each document that its system requires, and whether that is there. */
export async function listDependencies(db: Db, today: string, providerId?: string) {
  const rows = await selectAdmissions(db)
    .innerJoin('requiredDocuments', 'requiredDocuments.systemId', 'lots.systemId')
    .select([
      'requiredDocuments.systemId',
      'requiredDocuments.documentKind',
      'requiredDocuments.suspendsWhenExpired as suspends',
      'requiredDocuments.dueOn',
      'purchasingSystems.status as systemStatus',
      'purchasingSystems.endsOn',
    ])
    .select((eb) => {
      const ofKind = eb
        .selectFrom('providerDocuments')
        .whereRef('providerDocuments.providerId', '=', 'admissions.providerId')
        .whereRef('providerDocuments.documentKind', '=', 'requiredDocuments.documentKind');
      return [
        eb
          .exists(
            ofKind
              .select('providerDocuments.id')
              .where('replacedAt', 'is', null)
              .where((valid) => valid.or([valid('expiresOn', 'is', null), valid('expiresOn', '>=', today)])),
          )
          .as('isCovered'),
        ofKind
          .select((last) => last.fn.max('providerDocuments.expiresOn').as('expiredOn'))
          .where('expiresOn', '<', today)
          .as('expiredOn'),
      ];
    })
    .where('admissions.status', 'in', ['pending', 'active', 'suspended'])
    .$if(providerId !== undefined, (of) => of.where('admissions.providerId', '=', providerId ?? ''))
    .orderBy('admissions.id')
    .orderBy('requiredDocuments.documentKind')
    .limit(MOST_ROWS)
    .execute();
  return rows.map((row) => ({ ...row, isCovered: Boolean(row.isCovered) }));
}

export type Dependency = Awaited<ReturnType<typeof listDependencies>>[number];

/** Whether the rule suspends for it: there is none in date, and the last day without one has passed. */
export const isLapsed = (of: Dependency, today: string): boolean => of.suspends && !of.isCovered && dueBy(of) < today;

/** Whether its system still runs: nobody asks for a document after its end. */
export const isRunning = ({ systemStatus, endsOn }: Dependency, today: string): boolean =>
  systemStatus !== 'ended' && endsOn > today;
