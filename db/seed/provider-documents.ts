import { DOCUMENT_KINDS, type DocumentKind, documentKindLabel } from '#app/domain/provider-profile/document-kinds.ts';
import { type Day, instantOf, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import { DEMONSTRATION_PDF, DEMONSTRATION_PDF_SHA256 } from './demonstration-document.ts';
import { bySlug, type Provider } from './organisations.ts';
import type { Random } from './random.ts';
import { ADMITTED_FIRST, APPLICATIONS_NOW, WITHOUT_INDEMNITY } from './rounds-of-kent.ts';

export interface ProviderDocument {
  id: string;
  fileId: string;
  provider: Provider;
  kind: DocumentKind;
  label: string;
  uploadedOn: Day;
  expiresOn: Day | null;
  /** The day of the last word that it runs out. */
  warnedOn?: Day;
  /** The day on which the next version of it was uploaded. */
  replacedOn?: Day;
}

/** What nearly every provider keeps; the rest a few. */
const USUAL: readonly DocumentKind[] = [
  'public_liability_insurance',
  'employers_liability_insurance',
  'ofsted_registration',
  'safeguarding_policy',
  'safer_recruitment_policy',
];
const KEPT_BY_OTHERS = 0.3;

/** A document of most kinds for each provider, renewed within the year; a few are near their end, none has passed it. */
export function providerDocuments(random: Random, providers: readonly Provider[], today: Day): ProviderDocument[] {
  return providers.flatMap((provider) =>
    DOCUMENT_KINDS.filter(({ code }) => code !== 'other')
      .filter(({ code }) => USUAL.includes(code) || random.chance(KEPT_BY_OTHERS))
      .map(({ code, label, expires }) => {
        const expiresOn = expires ? today + (random.chance(0.06) ? random.int(3, 28) : random.int(40, 360)) : null;
        const uploadedOn = expiresOn === null ? today - random.int(60, 700) : expiresOn - 365;
        const id = () => random.uuid(millisecondsOf(uploadedOn, 10));
        return { id: id(), fileId: id(), provider, kind: code, label, uploadedOn, expiresOn };
      }),
  );
}

const INDEMNITY = 'professional_indemnity_insurance';

/** The certificate that Kent's framework for children's homes asks for beside the others: each that it admits has one, and one has run out. */
export function withIndemnity(
  random: Random,
  documents: readonly ProviderDocument[],
  providers: readonly Provider[],
  today: Day,
): ProviderDocument[] {
  const isIndemnity = ({ kind }: ProviderDocument) => kind === INDEMNITY;
  const lapsed = bySlug(providers, WITHOUT_INDEMNITY);
  const kept = documents.filter((document) => document.provider !== lapsed || !isIndemnity(document));
  const held = new Set(kept.filter(isIndemnity).map(({ provider }) => provider));
  const certificate = (provider: Provider, expiresOn: Day): ProviderDocument => {
    const uploadedOn = expiresOn - 365;
    const id = () => random.uuid(millisecondsOf(uploadedOn, 10));
    const label = documentKindLabel(INDEMNITY);
    return { id: id(), fileId: id(), provider, kind: INDEMNITY, label, uploadedOn, expiresOn };
  };
  const others = [...new Set([...ADMITTED_FIRST, ...APPLICATIONS_NOW.map(({ slug }) => slug)])]
    .map((slug) => bySlug(providers, slug))
    .filter((provider) => provider !== lapsed && !held.has(provider))
    .map((provider) => certificate(provider, today + random.int(40, 330)));
  const expiresOn = today - 9;
  return [...kept, ...others, { ...certificate(lapsed, expiresOn), warnedOn: expiresOn }];
}

const DAYS_OF_A_VERSION = 365;

/** The version of a document that was there on the day: before the one that is there now, one a year. */
const versionsBefore = ({ uploadedOn }: ProviderDocument, day: Day): number =>
  Math.max(0, Math.ceil((uploadedOn - day) / DAYS_OF_A_VERSION));

/** The documents of each provider as they were on any day: what an application was sent with stays with it. */
export class DocumentVersions {
  readonly #random: Random;
  readonly #current: ReadonlyMap<string, ProviderDocument>;
  readonly #earlier = new Map<string, ProviderDocument>();

  constructor(random: Random, documents: readonly ProviderDocument[]) {
    this.#random = random;
    this.#current = new Map(documents.map((document) => [`${document.provider.id} ${document.kind}`, document]));
  }

  find(provider: Provider, kind: string | null, day: Day): ProviderDocument | undefined {
    const current = this.#current.get(`${provider.id} ${kind}`);
    const back = current ? versionsBefore(current, day) : 0;
    return current && back > 0 ? this.#before(current, back) : current;
  }

  #before(current: ProviderDocument, back: number): ProviderDocument {
    const key = `${current.id} ${back}`;
    const known = this.#earlier.get(key);
    if (known) return known;
    const earlier = DAYS_OF_A_VERSION * back;
    const uploadedOn = current.uploadedOn - earlier;
    const id = () => this.#random.uuid(millisecondsOf(uploadedOn, 10));
    const dates = {
      uploadedOn,
      expiresOn: current.expiresOn === null ? null : current.expiresOn - earlier,
      replacedOn: uploadedOn + DAYS_OF_A_VERSION,
    };
    const document = { ...current, id: id(), fileId: id(), ...dates };
    this.#earlier.set(key, document);
    return document;
  }

  /** Those that have been found, and are not there any more. */
  get earlier(): readonly ProviderDocument[] {
    return [...this.#earlier.values()];
  }
}

export const fileRow = ({ fileId, provider, kind, uploadedOn }: ProviderDocument) => ({
  id: fileId,
  organisationId: provider.id,
  name: `${kind.replaceAll('_', '-')}.pdf`,
  mediaType: 'application/pdf',
  bytes: DEMONSTRATION_PDF.length,
  sha256: DEMONSTRATION_PDF_SHA256,
  uploadedAt: instantOf(uploadedOn, 10),
});

export const documentRow = ({
  id,
  fileId,
  provider,
  kind,
  label,
  uploadedOn,
  expiresOn,
  warnedOn,
  replacedOn,
}: ProviderDocument) => ({
  id,
  providerId: provider.id,
  documentKind: kind,
  title: label,
  fileId,
  expiresOn: isoOrNull(expiresOn),
  uploadedAt: instantOf(uploadedOn, 10),
  warnedOn: isoOrNull(warnedOn ?? null),
  replacedAt: replacedOn === undefined ? null : instantOf(replacedOn, 10),
});

const REQUIRED: readonly DocumentKind[] = ['public_liability_insurance', 'employers_liability_insurance'];

/** What the systems ask their providers to keep in date, from their beginning. */
export const requiredDocumentRows = (systems: readonly { id: string; startsOn: Day; row: { slug: string } }[]) =>
  systems.flatMap(({ id, startsOn, row }) =>
    [...REQUIRED, ...(row.slug === 'kent-childrens-homes' ? [INDEMNITY as DocumentKind] : [])].map((documentKind) => ({
      systemId: id,
      documentKind,
      suspendsWhenExpired: true,
      dueOn: isoOf(startsOn),
      warnedOn: isoOf(startsOn),
    })),
  );
