// Numbers as charts and tables of figures show them: the unit is in the heading unless the name says otherwise. Minus is a real minus.

const signed = (value: number, text: string) => (value < 0 ? `−${text}` : text);
const fixed = (value: number, digits: number) =>
  Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** 37970 → "379.70". */
export const pounds = (pence: number): string => signed(pence, fixed(pence / 100, 2));

/** To the nearest pound: 331728650 → "3,317,287". */
export function wholePounds(pence: number): string {
  const rounded = Math.round(Math.abs(pence) / 100);
  return signed(rounded === 0 ? 0 : pence, fixed(rounded, 0));
}

/** With its sign, for effects: "+3,317,286", "−1,103,767", "0". */
export const effect = (pence: number): string => (Math.round(pence / 100) > 0 ? '+' : '') + wholePounds(pence);

/** The same with the unit: "+£3,317,286". */
export const effectInPounds = (pence: number): string => effect(pence).replace(/^([+−]?)/, '$1£');

/** Counts and client weeks: "48,876", "12.3". */
export const count = (value: number, digits = 0): string => signed(value, fixed(value, digits));

/** For a label at a mark: "£950", "£45k", "£19.50m". */
export function shortPounds(pence: number): string {
  const size = Math.abs(pence) / 100;
  if (size >= 999_500) return signed(pence, `£${fixed(size / 1_000_000, 2)}m`);
  if (size >= 10_000) return signed(pence, `£${fixed(size / 1_000, 0)}k`);
  return signed(Math.round(size) === 0 ? 0 : pence, `£${fixed(size, 0)}`);
}
