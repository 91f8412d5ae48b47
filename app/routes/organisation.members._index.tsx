import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useLocation } from '@remix-run/react';
import { listInvitations, withdrawInvitation } from '../domain/accounts/invitations.server.ts';
import { Withdrawal } from '../domain/accounts/member-form.ts';
import { listMembers } from '../domain/accounts/members.server.ts';
import { canManageMembers } from '../domain/accounts/organisation-policy.ts';
import { nameRoles } from '../domain/accounts/roles.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Members – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const manages = canManageMembers(actor);
    return {
      ...(await listMembers(db, actor, { page: pageOf(request) })),
      organisationName: actor.organisationName,
      manages,
      invitations: manages ? await listInvitations(db, actor) : [],
    };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const submission = parseWithZod(await formDataOf(request), { schema: Withdrawal });
    if (submission.status !== 'success') throw data({ message: 'That is no invitation' }, { status: 400 });
    await withdrawInvitation(db, actor, submission.value.invitation);
    return redirectWithNotice('/organisation/members', 'Invitation withdrawn: its link opens nothing any more');
  });
}

type Row = Awaited<ReturnType<typeof loader>>['members'][number];
type Invitation = Awaited<ReturnType<typeof loader>>['invitations'][number];

const NAME_AND_ROLES: Column<Row>[] = [
  { heading: 'Name', cell: (row) => row.name },
  { heading: 'Roles', cell: (row) => nameRoles(row.roles) },
];

const MANAGED: Column<Row>[] = [
  { heading: 'Email address', cell: (row) => <span className="break-all">{row.email}</span> },
  { heading: 'Two-factor', cell: (row) => (row.twoFactorEnabled ? 'On' : 'Off'), short: true },
  { heading: 'Joined', cell: (row) => formatShortDate(londonDate(row.joinedAt)), short: true },
  {
    heading: 'Status',
    cell: (row) =>
      row.active ? <StatusTag tone="good">Active</StatusTag> : <StatusTag tone="neutral">Deactivated</StatusTag>,
    short: true,
  },
];

const INVITATIONS: Column<Invitation>[] = [
  { heading: 'Email address', cell: (row) => <span className="break-all">{row.email}</span> },
  { heading: 'Roles', cell: (row) => nameRoles(row.roles) },
  {
    heading: 'Link works until',
    cell: (row) =>
      row.expired ? <StatusTag tone="warning">Expired</StatusTag> : formatShortDate(londonDate(row.expiresAt)),
    short: true,
  },
  {
    heading: 'Change',
    cell: (row) => (
      <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Link className="link" to={`/organisation/members/invite?email=${encodeURIComponent(row.email)}`}>
          Send again<span className="sr-only"> to {row.email}</span>
        </Link>
        <Form method="post">
          <input type="hidden" name="invitation" value={row.id} />
          <button type="submit" className="link cursor-pointer">
            Withdraw<span className="sr-only"> the invitation of {row.email}</span>
          </button>
        </Form>
      </span>
    ),
  },
];

export default function Members() {
  const { members, total, page, pageSize, manages, organisationName } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/organisation">
            {organisationName}
          </Link>
        }
        title="Members"
        lead={
          manages
            ? 'Who acts for your organisation, and as what. Choose somebody to change their roles or end their access.'
            : `Who acts for your organisation, and as what: ${countOf(total, 'member')}.`
        }
        action={manages && <ButtonLink to="/organisation/members/invite">Invite somebody</ButtonLink>}
      />
      <Table
        caption="Members"
        columns={manages ? [...NAME_AND_ROLES, ...MANAGED] : NAME_AND_ROLES}
        rows={members}
        rowKey={(row) => row.userId}
        {...(manages && { rowLink: (row: Row) => `/organisation/members/${row.userId}` })}
      />
      <Pagination page={page} pageSize={pageSize} total={total} href={(to) => pageHref(search, to)} />
      {manages && <Invitations />}
    </>
  );
}

function Invitations() {
  const { invitations } = useLoaderData<typeof loader>();
  return (
    <Section title="Open invitations" lead="Sent, and not accepted yet. A link works once, and for 7 days.">
      {invitations.length === 0 ? (
        <EmptyState title="No open invitations">Invite somebody, and they appear here until they join.</EmptyState>
      ) : (
        <Table caption="Open invitations" columns={INVITATIONS} rows={invitations} rowKey={(row) => row.id} />
      )}
    </Section>
  );
}
