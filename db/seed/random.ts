const UINT32 = 2 ** 32;

/**
 * Repeatable random numbers: sfc32 (Doty-Humphrey's Small Fast Counter), whose 128 bits of state leave no room for two streams to meet.
 * `fork` gives every subject a stream of its own, so that a change in one leaves the rows of the others as they were.
 */
export class Random {
  readonly #seed: string;
  readonly #state: Uint32Array;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = stateFrom(seed);
    for (let i = 0; i < 15; i++) this.#uint32();
  }

  /** The same name always gives the same stream, however much of this one has been used. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  #uint32(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const result = (a + b + counter) >>> 0;
    this.#state[0] = b ^ (b >>> 9);
    this.#state[1] = c + (c << 3);
    this.#state[2] = ((c << 21) | (c >>> 11)) + result;
    this.#state[3] = counter + 1;
    return result;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.#uint32() / UINT32;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Between the two, likeliest in the middle. */
  middling(from: number, to: number): number {
    return from + ((this.next() + this.next()) / 2) * (to - from);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [item, weight] of choices) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new RangeError('Nothing to choose from');
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => [this.next(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  }

  /** `count` of the items, in the items' own order (Knuth's selection sampling). */
  sample<T>(items: readonly T[], count: number): T[] {
    let wanted = count;
    return items.filter((_, index) => {
      const taken = this.next() * (items.length - index) < wanted;
      if (taken) wanted--;
      return taken;
    });
  }

  /** A version 7 UUID (RFC 9562, section 5.7) of that instant. */
  uuid(milliseconds: number): string {
    const time = hex(milliseconds, 12);
    const a = hex(0x7000 + (this.#uint32() & 0x0fff), 4);
    const b = hex(0x8000 + (this.#uint32() & 0x3fff), 4);
    const c = hex(this.#uint32(), 8) + hex(this.#uint32() & 0xffff, 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${c}`;
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** FNV-1a over the seed's characters, once for each word of the state. */
function stateFrom(seed: string): Uint32Array {
  return Uint32Array.from([1, 2, 3, 4], (word) => {
    let hash = 0x811c9dc5 ^ Math.imul(word, 0x9e3779b1);
    for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
    return hash;
  });
}
