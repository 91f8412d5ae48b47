import { commonPasswords } from './common-passwords.server.ts';

export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;

/** A character can be made of many: what is hashed stays within this, in UTF-16 units. Sign-in takes as much. */
export const MOST_PASSWORD_UNITS = 4096;

/** What is left besides a known word has to be as long, to be a secret of its own. */
const LEAST_BESIDE_KNOWN_WORDS = 8;
const LEAST_KNOWN_WORD = 4;
const LONGEST_REPEATED = 4;

const PRODUCT = ['sufficiencymarket', 'sufficiency'];

interface About {
  email: string;
  name: string;
  /** For whom the person acts, where it is known. */
  organisation?: string;
}

/**
 * What is wrong with a new password, as a message to show beside its field; undefined where nothing is. `about` is what the password must
 * not repeat of its person. Any characters will do, in any mixture: OWASP ASVS 5.0.0, 6.2.1 to 6.2.12.
 */
export async function passwordIssue(password: string, about: About): Promise<string | undefined> {
  const length = lengthOf(password);
  if (length < LEAST_PASSWORD) return `Password must be ${LEAST_PASSWORD} characters or more`;
  if (length > MOST_PASSWORD || password.length > MOST_PASSWORD_UNITS) {
    return `Password must be ${MOST_PASSWORD} characters or fewer`;
  }
  if (isCommon(password)) return 'Choose a password that is harder to guess: this one, or one like it, is used by many';
  if (repeatsItsPerson(password, about)) {
    return 'Choose a password that does not rest on your name, your email address, your organisation or this portal';
  }
  return undefined;
}

const characters = new Intl.Segmenter('en-GB');

/** As people count: an é, or a family in one picture, is one. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of characters.segment(text.slice(0, MOST_PASSWORD_UNITS + 1))) length++;
  return length;
}

let known: Set<string> | undefined;

function isCommon(password: string): boolean {
  known ??= commonPasswords();
  const forms = formsOf(password);
  return forms.some((form) => known?.has(form)) || isPattern(password.toLowerCase());
}

/** The password and what it was made of: in small letters, without the signs and digits around it, with letters for what looks like them. */
function formsOf(password: string): string[] {
  const small = password.normalize('NFKC').toLowerCase();
  const together = small.replace(/[^\p{L}\p{N}]/gu, '');
  const plain = [small, together, unleet(small)].flatMap((form) => [form, ...trimmed(form)]);
  const units = plain.map(repeatedUnit);
  return [...plain, ...units, ...units.flatMap(trimmed)].filter((form) => form.length >= LEAST_KNOWN_WORD);
}

const trimmed = (text: string) => [
  text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
  text.replace(/[^\p{L}]+$/u, ''),
  text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''),
];

const LOOKS_LIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
};

/** "p@55w0rd2026!" → "password2026!": what stands at the end is no letter in disguise. */
function unleet(text: string): string {
  const [, word = '', end = ''] = /^(.*?)([^\p{L}]*)$/su.exec(text) ?? [];
  return [...word].map((character) => LOOKS_LIKE[character] ?? character).join('') + end;
}

/** "passwordpassword" → "password"; the text itself where it repeats nothing. */
function repeatedUnit(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return again > 0 && again < text.length ? text.slice(0, again) : text;
}

/** A few characters over and over, or a row of neighbours: "abababababab", "123456789012", "zyxwvutsrqpo". */
function isPattern(small: string): boolean {
  if (repeatedUnit(small).length <= LONGEST_REPEATED) return true;
  return ['abcdefghijklmnopqrstuvwxyz', '0123456789', '1234567890'].some((row) => {
    const twice = row.repeat(Math.ceil(small.length / row.length) + 1);
    return twice.includes(small) || [...twice].reverse().join('').includes(small);
  });
}

function repeatsItsPerson(password: string, about: About): boolean {
  const words = knownWords(about);
  return [password.toLowerCase(), unleet(password.toLowerCase())].some((text) => {
    const letters = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
    const rest = words.reduce((left, word) => left.replaceAll(word, ''), letters);
    return rest !== letters && (rest.length < LEAST_BESIDE_KNOWN_WORDS || isCommon(rest));
  });
}

/** The longest first, so that "kentcountycouncil" goes before "kent". */
function knownWords({ email, name, organisation = '' }: About): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const texts = [name, local, domain.split('.')[0] ?? '', organisation].map((text) =>
    text.toLowerCase().normalize('NFKC'),
  );
  const whole = texts.map((text) => text.replace(/[^\p{L}\p{N}]/gu, ''));
  const parts = texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  return [...PRODUCT, ...whole, ...parts]
    .filter((word) => word.length >= LEAST_KNOWN_WORD)
    .sort((a, b) => b.length - a.length);
}
