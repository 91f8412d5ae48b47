import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

interface HeadlineProps {
  label: string;
  /** The figure, with its unit. */
  value: string;
  children: ReactNode;
  to: string;
  link: string;
}

/** One figure of a part of the service, what it says, and the way there. */
export function Headline({ label, value, children, to, link }: HeadlineProps) {
  return (
    <div className="flex flex-col border-t-2 border-ink pt-3">
      <h2 className="text-table font-medium text-muted">{label}</h2>
      <p className="mt-1 text-title font-semibold tracking-tight tabular-nums">{value}</p>
      <div className="mt-1 mb-3 text-table">{children}</div>
      <Link className="link mt-auto text-table font-medium" to={to}>
        {link}
      </Link>
    </div>
  );
}
