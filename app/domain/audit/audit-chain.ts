import { createHash } from 'node:crypto';
import { type KeptHead, shortHash } from './kept-heads.ts';

/** What one event says, each field as Postgres writes it as text; null where it says nothing. */
export interface ChainedEvent {
  organisationId: string | null;
  sequence: string | null;
  id: string | null;
  /** Of its time: whole microseconds since 1970, UTC. */
  microseconds: string | null;
  userId: string | null;
  event: string | null;
  subjectId: string | null;
  reason: string | null;
  before: string | null;
  after: string | null;
  previousHash: string | null;
  hash: string | null;
}

/**
 * - edited: an event does not fit its own hash.
 * - removed: a number is missing.
 * - moved: an event stands at a number that is not its own, or two share one.
 * - replaced: an event fits its own hash, but the hash it follows is another than the one before it has.
 * - lost tail: the head knows of more events than there are.
 * - head: the head is missing, or says other than the newest event.
 * - kept head: a head that was kept elsewhere is not met.
 */
type BreakKind = 'edited' | 'removed' | 'moved' | 'replaced' | 'lost tail' | 'head' | 'kept head';

export interface BrokenLink {
  kind: BreakKind;
  /** Where the chain breaks: of the event that does not fit, or that is missing. */
  sequence: number;
  eventId: string | null;
  microseconds: string | null;
  /** In words, as a clause: "event 3 does not fit its hash". */
  says: string;
}

export interface ChainReport {
  events: number;
  /** The newest event; null where there is none. */
  newest: { sequence: number; hash: string } | null;
  /** How many numbers are missing; counted where gaps are allowed. */
  gaps: number;
  broken: BrokenLink | null;
}

/** A field with its length in UTF-8 before it, or "-" where there is none. */
const field = (value: string | null) => (value === null ? '-' : `${Buffer.byteLength(value)}:${value}`);

/**
 * The hash that an event must have: SHA-256, in hexadecimal, of its fields in this order. It is computed here and not in the database that
 * is examined. Source: docs/audit.md.
 */
export function auditHash(event: Omit<ChainedEvent, 'hash'>): string {
  const text = [
    event.previousHash,
    event.organisationId,
    event.sequence,
    event.id,
    event.microseconds,
    event.userId,
    event.event,
    event.subjectId,
    event.reason,
    event.before,
    event.after,
  ]
    .map(field)
    .join('');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

interface WalkOptions {
  keptHeads?: readonly KeptHead[];
  /** For an export by filters: it begins anywhere and leaves numbers out. */
  gapsAllowed?: boolean;
}

export interface ChainWalk {
  /** Events in the order of their sequence. */
  take: (event: ChainedEvent) => void;
  /** `head` as the database has it; leave it out for an export, which has none. */
  end: (head?: { sequence: number; hash: string } | null) => ChainReport;
}

/** Walks one organisation's chain and finds its first broken link. */
export function walkChain({ keptHeads = [], gapsAllowed = false }: WalkOptions = {}): ChainWalk {
  const kept = Map.groupBy(keptHeads, ({ sequence }) => sequence);
  const farthest = keptHeads.reduce<KeptHead | undefined>(
    (most, head) => (head.sequence > (most?.sequence ?? 0) ? head : most),
    undefined,
  );
  let events = 0;
  let gaps = 0;
  let newest: ChainReport['newest'] = null;
  let broken: BrokenLink | null = null;

  /** What is wrong with an event that comes after `newest`; undefined where it fits. */
  function faultOf(event: ChainedEvent, sequence: number): Pick<BrokenLink, 'kind' | 'sequence' | 'says'> | undefined {
    const due = (newest?.sequence ?? 0) + 1;
    const previousHash = newest?.hash ?? '';
    const follows = sequence === due;
    if (!Number.isSafeInteger(sequence) || sequence < due) {
      const says = sequence > 0 ? `there are two events ${sequence}` : `an event has the number ${event.sequence}`;
      return { kind: 'moved', sequence: sequence > 0 ? sequence : due, says };
    }
    if (!follows && !gapsAllowed) {
      const missing = sequence - due === 1 ? `event ${due} is` : `events ${due} to ${sequence - 1} are`;
      return { kind: 'removed', sequence: due, says: `${missing} missing` };
    }
    const linked = !follows || event.previousHash === previousHash;
    if (auditHash(event) !== event.hash) {
      const wasMoved = !linked && auditHash({ ...event, previousHash }) !== event.hash;
      return wasMoved
        ? { kind: 'moved', sequence, says: `what stands as event ${sequence} was not written there` }
        : { kind: 'edited', sequence, says: `event ${sequence} does not fit its hash` };
    }
    if (!linked) {
      return {
        kind: 'replaced',
        sequence,
        says: `event ${sequence} does not follow the event before it: one of them was replaced`,
      };
    }
    const anchor = kept.get(sequence)?.find(({ hash }) => hash !== event.hash);
    if (!anchor) return undefined;
    return {
      kind: 'kept head',
      sequence,
      says: `event ${sequence} had the hash ${shortHash(anchor.hash)} when it was kept (${anchor.at}): it or one before it was replaced`,
    };
  }

  /** What is wrong after the last event; undefined where nothing is. */
  function faultAtEnd(head: { sequence: number; hash: string } | null): Pick<BrokenLink, 'kind' | 'says'> | undefined {
    const last = newest ?? { sequence: 0, hash: '' };
    if (farthest && farthest.sequence > last.sequence) {
      const says = `there were ${farthest.sequence} events when the head was kept (${farthest.at}), now ${last.sequence}: the last were removed`;
      return { kind: 'kept head', says };
    }
    if (!head) return newest ? { kind: 'head', says: 'the head is missing' } : undefined;
    if (head.sequence > last.sequence) {
      const says = `the head counts ${head.sequence} events, there are ${last.sequence}: the last were removed`;
      return { kind: 'lost tail', says };
    }
    if (head.sequence < last.sequence) {
      return { kind: 'head', says: `the head stands at event ${head.sequence}, the newest is ${last.sequence}` };
    }
    if (head.hash === last.hash) return undefined;
    return { kind: 'head', says: `the head has another hash than event ${last.sequence}: one of them was changed` };
  }

  return {
    take(event) {
      events++;
      if (broken) return;
      const sequence = Number(event.sequence ?? Number.NaN);
      const fault = faultOf(event, sequence);
      if (fault) {
        // A missing event has no id of its own, nor a time.
        const here = fault.kind === 'removed' ? undefined : event;
        broken = { ...fault, eventId: here?.id ?? null, microseconds: here?.microseconds ?? null };
        return;
      }
      gaps += sequence - (newest?.sequence ?? 0) - 1;
      newest = { sequence, hash: event.hash ?? '' };
    },
    end(head) {
      const fault = broken || (gapsAllowed && head === undefined) ? undefined : faultAtEnd(head ?? null);
      if (fault) broken = { ...fault, sequence: (newest?.sequence ?? 0) + 1, eventId: null, microseconds: null };
      return { events, newest, gaps, broken };
    },
  };
}
