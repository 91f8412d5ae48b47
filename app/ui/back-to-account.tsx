import { Link } from '@remix-run/react';

export function BackToAccount() {
  return (
    <Link to="/account" className="link">
      Your account
    </Link>
  );
}
