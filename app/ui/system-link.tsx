import { Link } from '@remix-run/react';

/** Above a title: the purchasing system that a page of its lead belongs to. */
export function SystemLink({ system }: { system: { id: string; title: string } }) {
  return (
    <Link className="link" to={`/purchasing-systems/${system.id}/manage`}>
      {system.title}
    </Link>
  );
}
