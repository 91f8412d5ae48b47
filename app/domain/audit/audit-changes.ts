import { formatShortDate } from '../../lib/dates.ts';
import { formatPence } from '../../lib/money.ts';

/** One field that an event changed, in words. */
export interface Change {
  field: string;
  before: string;
  after: string;
}

const NOTHING = '–';
/** As the codes of needs and statuses are. */
const CODE = /^[a-z]+(_[a-z]+)+$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The fields that differ between what was and what is; all of them where there was nothing. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ field: nameOf(name), before: textOf(name, was.get(name)), after: textOf(name, is.get(name)) }))
    .filter((change) => change.before !== change.after)
    .toSorted((a, b) => a.field.localeCompare(b.field, 'en-GB'));
}

function fieldsOf(value: unknown): Map<string, unknown> {
  if (value === null || value === undefined) return new Map();
  if (typeof value === 'object' && !Array.isArray(value)) return new Map(Object.entries(value));
  return new Map([['value', value]]);
}

/** "spotWeeklyPence" → "Spot weekly", "published_on" → "Published on". */
function nameOf(name: string): string {
  const words = name
    .replace(/Pence$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (Array.isArray(value)) {
    return value.length === 0 ? NOTHING : value.map((part) => textOf(name, part)).join(', ');
  }
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return name.endsWith('Pence') ? formatPence(value) : String(value);
  const text = String(value);
  if (CODE.test(text)) return text.replaceAll('_', ' ');
  return ISO_DATE.test(text) ? dateOr(text) : text;
}

/** A text that only looks like a date stays what it is. */
function dateOr(text: string): string {
  try {
    return formatShortDate(text);
  } catch {
    return text;
  }
}
