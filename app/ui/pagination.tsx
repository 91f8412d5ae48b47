import { Link } from '@remix-run/react';

interface PaginationProps {
  /** From 1. */
  page: number;
  pageSize: number;
  /** Rows in all, as far as they were counted. */
  total: number;
  /** The address of a page. */
  href: (page: number) => string;
}

export function Pagination({ page, pageSize, total, href }: PaginationProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav
      aria-label="Pages"
      className="print:hidden mt-6 flex items-center justify-between border-t border-line pt-4 text-table"
    >
      {page > 1 ? (
        <Link className="link" rel="prev" to={href(page - 1)}>
          ← Previous page
        </Link>
      ) : (
        <span />
      )}
      <span className="text-muted">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <Link className="link" rel="next" to={href(page + 1)}>
          Next page →
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
