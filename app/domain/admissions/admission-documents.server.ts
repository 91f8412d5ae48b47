import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { type DocumentState, documentStateOf, dueBy, type KeptDocument, worstOf } from './admission-documents.ts';

interface Admitted {
  id: string;
  providerId: string;
  systemId: string;
}

interface RequiredDocument {
  documentKind: string;
  /** An admission is suspended on the day after it expires, or after it was due. */
  suspends: boolean;
  state: DocumentState;
  /** The last day of the newest there is, ISO. */
  expiresOn: string | null;
  /** Where there is none in date: the last day without one, ISO, perhaps past. */
  dueBy: string | null;
}

const MOST_DOCUMENTS = 50_000;
const MOST_ADMISSIONS = 5_000;

/** Of each admission the documents that its system requires, as they stand on the day. */
export async function listRequiredDocuments(
  db: Db,
  admissions: readonly Admitted[],
  today: string,
): Promise<Map<string, RequiredDocument[]>> {
  if (admissions.length === 0) return new Map();
  const required = await db
    .selectFrom('requiredDocuments')
    .select(['systemId', 'documentKind', 'suspendsWhenExpired', 'dueOn'])
    .where('systemId', 'in', [...new Set(admissions.map(({ systemId }) => systemId))])
    .orderBy('systemId')
    .orderBy('documentKind')
    .limit(MOST_DOCUMENTS)
    .execute();
  const documents = await listDocuments(db, [...new Set(admissions.map(({ providerId }) => providerId))]);
  return new Map(
    admissions.map(({ id, providerId, systemId }) => [
      id,
      required
        .filter((document) => document.systemId === systemId)
        .map(({ documentKind, suspendsWhenExpired, dueOn }) => {
          const { state, expiresOn } = documentStateOf(documents.get(providerId) ?? [], documentKind, today);
          const isThere = state === 'in_order' || state === 'expires_soon';
          return {
            documentKind,
            suspends: suspendsWhenExpired,
            state,
            expiresOn,
            dueBy: isThere ? null : dueBy({ dueOn, expiredOn: expiresOn }),
          };
        }),
    ]),
  );
}

/** What the actor's own provider lacks of what the systems require in which it holds a place, or waits for one: each kind, the soonest first. */
export async function listDueDocuments(
  db: Db,
  actor: Actor,
  today: string,
): Promise<{ documentKind: string; dueBy: string }[]> {
  const own = await db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select(['admissions.id', 'admissions.providerId', 'lots.systemId'])
    .where('admissions.providerId', '=', actor.organisationId)
    .where('purchasingSystems.status', '!=', 'ended')
    .where('purchasingSystems.endsOn', '>', today)
    .where('admissions.status', 'in', ['pending', 'active', 'suspended'])
    .orderBy('admissions.id')
    .limit(MOST_ADMISSIONS)
    .execute();
  const soonest = new Map<string, string>();
  for (const required of (await listRequiredDocuments(db, own, today)).values()) {
    for (const { documentKind, dueBy } of required) {
      const known = soonest.get(documentKind);
      if (dueBy && (!known || dueBy < known)) soonest.set(documentKind, dueBy);
    }
  }
  return [...soonest]
    .map(([documentKind, dueBy]) => ({ documentKind, dueBy }))
    .toSorted((a, b) => a.dueBy.localeCompare(b.dueBy) || a.documentKind.localeCompare(b.documentKind));
}

async function listDocuments(db: Db, providerIds: readonly string[]): Promise<Map<string, KeptDocument[]>> {
  const rows = await db
    .selectFrom('providerDocuments')
    .select(['providerId', 'documentKind', 'expiresOn', 'replacedAt'])
    .where('providerId', 'in', providerIds)
    .orderBy('id')
    .limit(MOST_DOCUMENTS)
    .execute();
  const kept = rows.map(({ replacedAt, ...row }) => ({ ...row, replaced: replacedAt !== null }));
  return Map.groupBy(kept, ({ providerId }) => providerId);
}

/** Of each admission the state of its worst document; null where its system requires none. */
export async function worstDocumentStates(
  db: Db,
  admissions: readonly Admitted[],
  today: string,
): Promise<Map<string, DocumentState | null>> {
  const required = await listRequiredDocuments(db, admissions, today);
  return new Map([...required].map(([id, documents]) => [id, worstOf(documents.map(({ state }) => state))]));
}
