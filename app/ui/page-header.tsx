import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** One sentence: what can be done here. */
  lead?: ReactNode;
  /** The primary action, at the right. */
  action?: ReactNode;
  /** Above the title: where this page belongs, or its status. */
  context?: ReactNode;
}

export function PageHeader({ title, lead, action, context }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        {context && <div className="mb-1 text-table text-muted">{context}</div>}
        <h1 className="text-title font-semibold tracking-tight">{title}</h1>
        {lead && <p className="mt-1 max-w-[65ch] text-muted">{lead}</p>}
      </div>
      {action && <div className="print:hidden flex flex-wrap items-center gap-3">{action}</div>}
    </div>
  );
}

/** A part of a page under a heading of its own. */
export function Section({
  title,
  lead,
  children,
  id,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className="mt-12 first:mt-0" {...(id ? { id, 'aria-labelledby': `${id}-title` } : {})}>
      <h2 className="text-section font-semibold" {...(id ? { id: `${id}-title` } : {})}>
        {title}
      </h2>
      {lead && <p className="mt-1 max-w-[65ch] text-muted">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
