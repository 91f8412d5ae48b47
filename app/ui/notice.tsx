import type { ReactNode } from 'react';

/** What changed, after a change. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="mb-6 flex gap-3 rounded-md border-l-4 border-good bg-good-tint px-4 py-3 font-medium">
      <span aria-hidden="true">✓</span>
      <span>{children}</span>
    </div>
  );
}

/** Something to know before going on. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <div className="flex gap-3 rounded-md border-l-4 border-warning bg-warning-tint px-4 py-3 text-table text-ink">
      <span aria-hidden="true" className="font-bold text-warning">
        !
      </span>
      <div>{children}</div>
    </div>
  );
}
