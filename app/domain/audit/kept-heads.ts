/** How far a chain had come: its newest event and that one's hash. */
export interface Head {
  organisationId: string;
  sequence: number;
  hash: string;
}

/** A head that was kept elsewhere. */
export interface KeptHead extends Head {
  /** When it was kept, ISO instant; for people. */
  at: string;
}

/** What people compare by eye. */
export const shortHash = (hash: string): string => `${hash.slice(0, 8)}…`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/** A head as it is kept elsewhere: one line of JSON. */
export function writeKeptHead({ organisationId, sequence, hash, at }: KeptHead): string {
  return `${JSON.stringify({ organisation: organisationId, sequence, hash, at })}\n`;
}

/** Heads that were kept, one a line; throws an Error that names the line that is none. */
export function readKeptHeads(text: string): KeptHead[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const head = readLine(line);
      if (!head) throw new Error(`line ${number} is no head of an audit`);
      return head;
    });
}

function readLine(line: string): KeptHead | undefined {
  try {
    const { organisation, sequence, hash, at } = JSON.parse(line) as Record<string, unknown>;
    if (typeof organisation !== 'string' || !UUID.test(organisation)) return undefined;
    if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 1) return undefined;
    if (typeof hash !== 'string' || !HASH.test(hash) || typeof at !== 'string') return undefined;
    return { organisationId: organisation, sequence, hash, at };
  } catch {
    return undefined;
  }
}
