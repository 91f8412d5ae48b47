const PERCENT = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/;

/** "5.25%" → 525 basis points, without floats; undefined where it is no percentage, or above 100. */
export function parsePercent(typed: string): number | undefined {
  const match = PERCENT.exec(typed.trim());
  if (!match?.[1]) return undefined;
  const bps = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return bps <= 10_000 ? bps : undefined;
}

/** 525 → "5.25": what a field for a percentage starts with. */
export const bpsToTyped = (bps: number): string => String(bps / 100);

/** 525 → "5.25%". */
export const formatBps = (bps: number): string => `${bps / 100}%`;

/** What `now` is over `before`: "+3.0%", "−1.2%", "0.0%". */
export function formatChange(before: number, now: number): string {
  const percent = ((now - before) / before) * 100;
  const digits = Math.abs(percent).toFixed(1);
  if (digits === '0.0' && now === before) return 'no change';
  return `${percent < 0 ? '−' : '+'}${digits}%`;
}
