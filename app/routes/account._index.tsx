import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { getAccount } from '../domain/accounts/account.server.ts';
import { ROLE_LABELS } from '../domain/accounts/actor.ts';
import { personOf } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { asIdentity } from '../transactions.server.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Your account – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await personOf(request);
  const account = await asIdentity((db) => getAccount(db, person));
  return { account, actsFor: person.lacks === null };
}

export default function AccountPage() {
  const { account, actsFor } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Your account" lead="How you sign in, and for whom you act." />
      <div className="max-w-[760px]">
        <Section title="You">
          <SummaryList
            rows={[
              { name: 'Name', value: <Fact value={account.name} to="/account/name" verb="Change name" /> },
              {
                name: 'Email address',
                value: account.hasPassword ? (
                  <Fact value={account.email} to="/account/email" verb="Change email address" />
                ) : (
                  account.email
                ),
              },
            ]}
          />
        </Section>
        <Section title="Signing in">
          <SummaryList rows={[...waysIn(account), sessions(account), ...tokens(actsFor)]} />
        </Section>
        <Section title="Organisations">
          {account.organisations.length === 0 ? (
            <EmptyState title="You act for no organisation">
              An administrator of your organisation can invite you, or make you active again.
            </EmptyState>
          ) : (
            <Table
              caption="Organisations"
              rows={account.organisations}
              rowKey={(row) => row.id}
              columns={[
                { heading: 'Organisation', cell: (row) => row.name },
                { heading: 'Your roles', cell: (row) => row.roles.map((role) => ROLE_LABELS[role]).join(', ') },
                { heading: 'Two-factor sign-in', cell: (row) => (row.requiresTwoFactor ? 'Required' : 'Up to you') },
              ]}
            />
          )}
        </Section>
      </div>
    </>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['account'];

function waysIn(account: Shown) {
  if (!account.hasPassword) return [{ name: 'Password', value: 'None: you sign in through your organisation' }];
  const state = account.hasSecondFactor ? (
    <StatusTag tone="good">On</StatusTag>
  ) : (
    <StatusTag tone="warning">Off</StatusTag>
  );
  const verb = account.hasSecondFactor ? 'Change two-factor sign-in' : 'Turn on two-factor sign-in';
  return [
    { name: 'Password', value: <Fact value="Set" to="/account/password" verb="Change password" /> },
    { name: 'Two-factor sign-in', value: <Fact value={state} to="/account/second-factor" verb={verb} /> },
  ];
}

const sessions = ({ openSessions }: Shown) => ({
  name: 'Sessions',
  value: <Fact value={`${countOf(openSessions, 'session')} open`} to="/account/sessions" verb="See sessions" />,
});

const tokens = (actsFor: boolean) =>
  actsFor
    ? [{ name: 'API tokens', value: <Fact value="For programs" to="/account/api-tokens" verb="See API tokens" /> }]
    : [];

function Fact({ value, to, verb }: { value: ReactNode; to: string; verb: string }) {
  return (
    <span className="flex flex-wrap justify-between gap-x-6 gap-y-1">
      <span className="min-w-0 break-words">{value}</span>
      <Link to={to} className="link">
        {verb}
      </Link>
    </span>
  );
}
