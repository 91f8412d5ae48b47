import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'good' | 'warning' | 'bad';

const TONES: Record<Tone, string> = {
  neutral: 'bg-frame text-muted ring-line',
  accent: 'bg-accent-tint text-accent-strong ring-accent/30',
  good: 'bg-good-tint text-good ring-good/30',
  warning: 'bg-warning-tint text-warning ring-warning/30',
  bad: 'bg-bad-tint text-bad ring-bad/30',
};

/** A status in a word; the colour only repeats it. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded px-1.5 text-caption font-medium ring-1 ring-inset sm:whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
