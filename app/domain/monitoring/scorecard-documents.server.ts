import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { addDays } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { documentState } from './scorecard.ts';

const MOST_ROWS = 500;
const SOON_DAYS = 30;

/**
 * The provider's own current documents; for an authority, of those that the systems which it leads require, how they stand, by kind. Neither
 * file nor name: brokers read this too, and those whom a conflict of interest keeps from the documents (seesDocuments).
 */
export async function listDocumentStates(
  db: Db,
  actor: Actor,
  { providerId, today }: { providerId: string; today: string },
) {
  const own = actor.organisationId === providerId;
  const documents = await db
    .selectFrom('providerDocuments')
    .select(['id', 'documentKind', 'title', 'expiresOn'])
    .where('providerId', '=', providerId)
    .where('replacedAt', 'is', null)
    .$if(!own, (some) => some.where('documentKind', 'in', kindsRequired(db, actor, providerId)))
    .orderBy(sql`expires_on nulls last`)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute();
  const soon = addDays(today, SOON_DAYS);
  return documents.map(({ title, ...document }) => ({
    ...document,
    title: own ? title : null,
    state: documentState(document.expiresOn, { today, soon }),
  }));
}

/** Of the systems that the actor's authority leads, to which the provider applied or in which it holds a place. */
const kindsRequired = (db: Db, actor: Actor, providerId: string) =>
  db
    .selectFrom('requiredDocuments')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'requiredDocuments.systemId')
    .innerJoin('lots', 'lots.systemId', 'purchasingSystems.id')
    .select('requiredDocuments.documentKind')
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('admissions')
            .select('admissions.id')
            .whereRef('admissions.lotId', '=', 'lots.id')
            .where('admissions.providerId', '=', providerId),
        ),
        eb.exists(
          eb
            .selectFrom('lotApplications')
            .select('lotApplications.id')
            .whereRef('lotApplications.lotId', '=', 'lots.id')
            .where('lotApplications.providerId', '=', providerId)
            .where('lotApplications.status', '!=', 'draft'),
        ),
      ]),
    );
