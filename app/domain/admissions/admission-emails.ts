import { formatDate } from '../../lib/dates.ts';
import { countOf } from '../../lib/phrases.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { JUDGEMENT_LABELS } from '../services/accommodation.ts';
import { type EndGround, endGroundLabel } from './admission.ts';
import { asksForReview } from './placement-review.ts';

interface Letter {
  subject: string;
  text: string;
}

/** Where a provider is admitted. */
export interface Place {
  systemTitle: string;
  lotNumber: number;
  lotTitle: string;
  providerName: string;
}

type Change = 'suspended' | 'reinstated' | 'ended' | 'tier_changed';

const SUBJECTS: Record<Change, string> = {
  suspended: 'Your admission is suspended',
  reinstated: 'Your admission is reinstated',
  ended: 'Your admission has ended',
  tier_changed: 'Your tier has changed',
};

const CONSEQUENCES: Record<Change, string> = {
  suspended:
    'You get no new referrals under this lot, and your prices are not found by its authorities, until it is reinstated.',
  reinstated: 'You get referrals under this lot again, at your prices in force.',
  ended: 'You get no more referrals under this lot, and your price schedules for it are closed.',
  tier_changed: 'It counts for referrals from now on.',
};

export const lotOf = ({ systemTitle, lotNumber, lotTitle }: Omit<Place, 'providerName'>): string =>
  `${systemTitle}, lot ${lotNumber}: ${lotTitle}`;

export const admissionAddress = (publicUrl: string, id: string): string => new URL(`/admissions/${id}`, publicUrl).href;

interface Decided {
  place: Place;
  reason: string;
  /** The new one. */
  tier?: number | undefined;
  /** Of an end. */
  ground?: EndGround | undefined;
  link: string;
}

/** To the provider, of a decision by the authority that leads. */
export const decisionLetter = (change: Change, { place, reason, tier, ground, link }: Decided): Letter => ({
  subject: SUBJECTS[change],
  text: [
    `${place.providerName} in ${lotOf(place)}.`,
    ...(tier === undefined ? [] : [`You are in tier ${tier} now.`]),
    ...(ground === undefined ? [] : [`The ground: ${endGroundLabel(ground)}.`]),
    `The reason given:\n${reason}`,
    CONSEQUENCES[change],
    link,
  ].join('\n\n'),
});

/** To the authority that leads, of what a rule did. */
export const ruleLetter = (
  change: 'suspended' | 'reinstated',
  { place, reason, link }: { place: Place; reason: string; link: string },
): Letter => ({
  subject: `${place.providerName} is ${change} by rule`,
  text: [`${place.providerName} in ${lotOf(place)} is ${change}.`, reason, link].join('\n\n'),
});

interface ExpiringDocument {
  providerName: string;
  documentKind: string;
  expiresOn: string;
}

/** To a provider. `suspends`: the lots in which its admission depends on it, and the day from which. */
export const warningLetter = (
  { documentKind, expiresOn }: ExpiringDocument,
  suspends: readonly { lot: string; on: string }[],
  link: string,
): Letter => ({
  subject: `${documentKindLabel(documentKind)} expires on ${formatDate(expiresOn)}`,
  text: [
    `Your document “${documentKindLabel(documentKind)}” is valid until ${formatDate(expiresOn)}. Upload the next one before it expires.`,
    ...(suspends.length === 0
      ? []
      : [
          `Without it your admission is suspended, by rule of:\n${suspends.map(({ lot, on }) => `- ${lot}, on ${formatDate(on)}`).join('\n')}`,
        ]),
    link,
  ].join('\n\n'),
});

/** To an authority that asks for the document, on its last day. `suspendedOn`: the day on which the rule suspends; null: it does not. */
export const expiryLetter = (
  { providerName, documentKind, expiresOn }: ExpiringDocument,
  lots: readonly { lot: string; suspendedOn: string | null; link: string }[],
): Letter => ({
  subject: `${documentKindLabel(documentKind)} of ${providerName}: valid until ${formatDate(expiresOn)}`,
  text: [
    `“${documentKindLabel(documentKind)}” of ${providerName} is valid until ${formatDate(expiresOn)}, and there is no later one.`,
    lots
      .map(({ lot, suspendedOn, link }) =>
        suspendedOn
          ? `${lot}: without a new one it is suspended on ${formatDate(suspendedOn)}.\n${link}`
          : `${lot}: nothing follows by rule.\n${link}`,
      )
      .join('\n\n'),
  ].join('\n\n'),
});

interface DueDocument {
  documentKind: string;
  /** The last day without it, ISO. */
  dueOn: string;
  /** On the day after the rule suspends. */
  suspends: boolean;
}

const listOf = (lots: readonly string[]) => lots.map((lot) => `- ${lot}`).join('\n');

/** To a provider without a document that the system of these lots requires. */
export const missingLetter = (
  { documentKind, dueOn, suspends }: DueDocument,
  lots: readonly string[],
  link: string,
): Letter => ({
  subject: `Due by ${formatDate(dueOn)}: ${documentKindLabel(documentKind)}`,
  text: [
    `The document “${documentKindLabel(documentKind)}” is required in:\n${listOf(lots)}`,
    `You have none that is in date. Upload it by ${formatDate(dueOn)}.`,
    ...(suspends ? ['Without it your admission there is suspended on the day after, by rule.'] : []),
    link,
  ].join('\n\n'),
});

/** To the authority that requires a document, on the last day, of the admissions without it. */
export const missingLetterToAuthority = (
  { documentKind, dueOn, suspends }: DueDocument,
  admissions: readonly { place: Place; link: string }[],
): Letter => ({
  subject: `Due by ${formatDate(dueOn)}: ${documentKindLabel(documentKind)}, ${countOf(admissions.length, 'admission')} without it`,
  text: [
    `These are without the document “${documentKindLabel(documentKind)}”, due by ${formatDate(dueOn)}. ${
      suspends ? 'Without it each is suspended on the day after.' : 'Nothing follows by rule.'
    }`,
    ...admissions.map(({ place, link }) => `${place.providerName} in ${lotOf(place)}\n${link}`),
  ].join('\n\n'),
});

interface HeldService {
  providerName: string;
  urn: string;
  judgement: string;
  inspectedOn: string;
}

const judged = ({ urn, judgement, inspectedOn }: HeldService) =>
  `Ofsted judged the service ${urn} “${JUDGEMENT_LABELS[judgement] ?? judgement}” (inspection of ${formatDate(inspectedOn)}).`;

type HeldLots = readonly { lot: string; link: string }[];
const listed = (lots: HeldLots) => lots.map(({ lot, link }) => `${lot}\n${link}`).join('\n\n');

const REVIEW =
  'If children for whom you are responsible live there, review their placements now, and record what each review came to: your home page lists them.';

/** To the authorities that buy under the lots: what they have to look at. */
export const holdLetterToAuthority = (held: HeldService, lots: HeldLots): Letter => ({
  subject: `A hold on new referrals to ${held.providerName}`,
  text: [
    `${judged(held)} It belongs to ${held.providerName}. By the rule of these lots it gets no new referrals:`,
    listed(lots),
    ...(asksForReview(held.judgement) ? [REVIEW] : []),
    'The hold stays, whatever the next judgement, until a commissioner of the authority that runs the system lifts it.',
  ].join('\n\n'),
});

export const holdLetterToProvider = (held: HeldService, lots: HeldLots): Letter => ({
  subject: 'A hold on new referrals to one of your services',
  text: [
    `${judged(held)} By the rule of these lots it gets no new referrals:`,
    listed(lots),
    ...(asksForReview(held.judgement) ? ['Authorities are asked to review their placements there.'] : []),
    'The hold stays until the authority that runs the system lifts it, and it says why.',
  ].join('\n\n'),
});

export const holdLiftedLetter = ({
  place,
  urn,
  reason,
  link,
}: {
  place: Place;
  urn: string;
  reason: string;
  link: string;
}): Letter => ({
  subject: 'A hold on new referrals is lifted',
  text: [
    `The service ${urn} of ${place.providerName} gets new referrals again in ${lotOf(place)}.`,
    `The reason given:\n${reason}`,
    link,
  ].join('\n\n'),
});
