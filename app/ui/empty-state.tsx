import type { ReactNode } from 'react';

/** Says why a list is empty and what to do about it. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-md border border-dashed border-control/60 bg-frame px-6 py-8">
      <p className="font-semibold">{title}</p>
      <div className="mt-1 max-w-[65ch] text-muted">{children}</div>
    </div>
  );
}
