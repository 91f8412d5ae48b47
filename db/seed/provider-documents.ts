import { DOCUMENT_KINDS, type DocumentKind } from '#app/domain/provider-profile/document-kinds.ts';
import { type Day, instantOf, isoOf, isoOrNull, millisecondsOf } from './calendar.ts';
import { DEMONSTRATION_PDF, DEMONSTRATION_PDF_SHA256 } from './demonstration-document.ts';
import type { Provider } from './organisations.ts';
import type { Random } from './random.ts';

export interface ProviderDocument {
  id: string;
  fileId: string;
  provider: Provider;
  kind: DocumentKind;
  label: string;
  uploadedOn: Day;
  expiresOn: Day | null;
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

export const fileRow = ({ fileId, provider, kind, uploadedOn }: ProviderDocument) => ({
  id: fileId,
  organisationId: provider.id,
  name: `${kind.replaceAll('_', '-')}.pdf`,
  mediaType: 'application/pdf',
  bytes: DEMONSTRATION_PDF.length,
  sha256: DEMONSTRATION_PDF_SHA256,
  uploadedAt: instantOf(uploadedOn, 10),
});

export const documentRow = ({ id, fileId, provider, kind, label, uploadedOn, expiresOn }: ProviderDocument) => ({
  id,
  providerId: provider.id,
  documentKind: kind,
  title: label,
  fileId,
  expiresOn: isoOrNull(expiresOn),
  uploadedAt: instantOf(uploadedOn, 10),
});

/** What the systems ask their providers to keep in date, from their beginning. */
export const requiredDocumentRows = (systems: readonly { id: string; startsOn: Day }[]) =>
  systems.flatMap(({ id, startsOn }) =>
    (['public_liability_insurance', 'employers_liability_insurance'] as const).map((documentKind) => ({
      systemId: id,
      documentKind,
      suspendsWhenExpired: true,
      dueOn: isoOf(startsOn),
      warnedOn: isoOf(startsOn),
    })),
  );
