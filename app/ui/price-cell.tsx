import { useEffect, useRef, useState } from 'react';
import { amountProblem } from '../domain/price-schedules/price-values.ts';
import { formatPence, parsePounds } from '../lib/money.ts';
import { formatChange } from '../lib/percent.ts';

interface PriceCellProps {
  name: string;
  /** "Standard, ages 5 to 10". */
  label: string;
  value: string;
  /** The server's answer to `value`. */
  errors?: string[] | undefined;
  ceilingPence: number | null;
  /** Pence before; undefined where nothing was. */
  beforePence: number | undefined;
  /** What the former price is: "was". */
  before?: string;
}

/** One amount of a grid, with what was charged before and what is wrong with it. With script it is checked as it is typed. */
export function PriceCell({ name, label, value, errors, ceilingPence, beforePence, before = 'was' }: PriceCellProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  // What was typed before the script came.
  useEffect(() => setTyped(input.current?.value ?? value), [value]);
  const problem = typed === value && errors?.length ? errors.join(' ') : amountProblem(typed, label, ceilingPence);
  const pence = parsePounds(typed);
  const change = beforePence === undefined || pence === undefined ? [] : [formatChange(beforePence, pence)];
  const notes = [
    ...(beforePence === undefined ? [] : [[`${before} ${formatPence(beforePence)}`, ...change].join(' · ')]),
    ...(ceilingPence === null ? [] : [`at most ${formatPence(ceilingPence)}`]),
  ];
  const described = [notes.length > 0 && `${name}-note`, problem && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div className="price-cell">
      <div className="flex items-center gap-1">
        <span aria-hidden="true" className="text-muted">
          £
        </span>
        <input
          ref={input}
          id={name}
          name={name}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={value}
          onInput={(event) => setTyped(event.currentTarget.value)}
          aria-label={label}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
          className={`block min-h-11 rounded-md border bg-white px-2 py-1.5 text-right tabular-nums holds-8 ${
            problem ? 'border-bad border-2' : 'border-control'
          }`}
        />
      </div>
      {notes.length > 0 && (
        <p id={`${name}-note`} className="text-caption text-muted">
          {notes.map((note) => (
            <span key={note} className="block">
              {note}
            </span>
          ))}
        </p>
      )}
      <p id={`${name}-error`} className="text-caption font-medium text-bad" aria-live="polite">
        {problem && (
          <>
            <span className="sr-only">Error: </span>
            {problem}
          </>
        )}
      </p>
    </div>
  );
}
