import type { Db } from '#db/client.ts';
import { type DocumentState, documentStateOf, type KeptDocument, worstOf } from './admission-documents.ts';

interface Admitted {
  id: string;
  providerId: string;
  systemId: string;
}

interface RequiredDocument {
  documentKind: string;
  /** An admission is suspended on the day after it expires. */
  suspends: boolean;
  state: DocumentState;
  /** The last day of the newest there is, ISO. */
  expiresOn: string | null;
}

const MOST_DOCUMENTS = 50_000;

/** Of each admission the documents that its system requires, as they stand on the day. */
export async function listRequiredDocuments(
  db: Db,
  admissions: readonly Admitted[],
  today: string,
): Promise<Map<string, RequiredDocument[]>> {
  if (admissions.length === 0) return new Map();
  const required = await db
    .selectFrom('requiredDocuments')
    .select(['systemId', 'documentKind', 'suspendsWhenExpired'])
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
        .map(({ documentKind, suspendsWhenExpired }) => ({
          documentKind,
          suspends: suspendsWhenExpired,
          ...documentStateOf(documents.get(providerId) ?? [], documentKind, today),
        })),
    ]),
  );
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
