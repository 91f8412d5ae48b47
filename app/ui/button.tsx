import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

type Look = 'primary' | 'secondary' | 'danger';

const BASE =
  'inline-flex min-h-11 cursor-pointer items-center justify-center rounded-md px-4 py-2 font-medium whitespace-nowrap';
const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-white hover:bg-accent-strong',
  secondary: 'border border-control bg-white text-ink hover:bg-frame',
  danger: 'border border-bad bg-white text-bad hover:bg-bad-tint',
};

interface ButtonProps {
  children: ReactNode;
  look?: Look;
  name?: string;
  value?: string;
  formNoValidate?: boolean;
  /** The form's id, where the button is not inside it. */
  form?: string;
  /** Another address to send the form to: "#rows" comes back to the same page at that place. */
  formAction?: string;
}

export function Button({ children, look = 'primary', ...attributes }: ButtonProps) {
  return (
    <button type="submit" className={`${BASE} ${LOOKS[look]}`} {...attributes}>
      {children}
    </button>
  );
}

export function ButtonLink({ to, children, look = 'primary' }: { to: string; children: ReactNode; look?: Look }) {
  return (
    <Link to={to} className={`${BASE} ${LOOKS[look]}`}>
      {children}
    </Link>
  );
}
