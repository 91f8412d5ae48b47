import { Form, Link } from '@remix-run/react';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { Table } from './table.tsx';

interface MembersProps {
  system: { id: string; leadAuthorityId: string };
  members: { id: string; name: string; joinedOn: string }[];
}

/** Who may buy, with the way out. */
export function Members({ system, members }: MembersProps) {
  const remove = (id: string, name: string) =>
    id === system.leadAuthorityId ? (
      'Leads it'
    ) : (
      <Link className="link" to={`/purchasing-systems/${system.id}/members/${id}/remove`}>
        Remove<span className="sr-only"> {name}</span>
      </Link>
    );
  return (
    <Table
      caption="Members"
      rows={members}
      rowKey={({ id }) => id}
      columns={[
        { heading: 'Authority', cell: ({ name }) => name },
        { heading: 'Since', cell: ({ joinedOn }) => formatShortDate(joinedOn), short: true },
        { heading: 'Membership', cell: ({ id, name }) => remove(id, name) },
      ]}
    />
  );
}

interface InvitationsProps {
  invitations: { id: string; name: string; invitedAt: Date; answer: string | null; answeredAt: Date | null }[];
}

/** Who was asked to join, and has not. */
export function Invitations({ invitations }: InvitationsProps) {
  return (
    <Table
      caption="Invitations"
      rows={invitations}
      rowKey={({ id }) => id}
      columns={[
        { heading: 'Authority', cell: ({ name }) => name },
        { heading: 'Invited', cell: ({ invitedAt }) => formatShortDate(londonDate(invitedAt)), short: true },
        {
          heading: 'Answer',
          cell: ({ id, name, answer, answeredAt }) =>
            answer === null ? (
              <Form method="post">
                <button type="submit" name="withdraw" value={id} className="link cursor-pointer">
                  Withdraw<span className="sr-only"> the invitation of {name}</span>
                </button>
              </Form>
            ) : (
              `Declined ${answeredAt ? formatShortDate(londonDate(answeredAt)) : ''}`
            ),
        },
      ]}
    />
  );
}
