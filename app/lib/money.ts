const MOST_PENCE = 99_999_999;
const POUNDS = /^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/** "£1,250.50" → 125050, without floats; undefined where it is not an amount of money, or is £1 million or more. */
export function parsePounds(typed: string): number | undefined {
  const match = POUNDS.exec(typed.trim());
  if (!match?.[1]) return undefined;
  const pence = Number(match[1].replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return pence <= MOST_PENCE ? pence : undefined;
}

/** 125000 → "£1,250", 125050 → "£1,250.50", -500 → "−£5". */
export function formatPence(pence: number): string {
  const whole = pence % 100 === 0;
  const digits = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(Math.abs(pence) / 100);
  return `${pence < 0 ? '−' : ''}£${digits}`;
}

/** 125050 → "1250.50": what a field for an amount starts with. */
export function penceToTyped(pence: number): string {
  return (pence / 100).toFixed(pence % 100 === 0 ? 0 : 2);
}

/** 125000 → "1250.00": as a column of a file has it. */
export const penceToDecimal = (pence: number): string => (pence / 100).toFixed(2);
