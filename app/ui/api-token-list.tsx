import { Form } from '@remix-run/react';
import { sayScopes, TOKEN_STATE_LABELS, type TokenState, tokenState } from '../domain/accounts/api-token.ts';
import type { listApiTokens } from '../domain/accounts/api-tokens.server.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { daysAgo } from '../lib/phrases.ts';
import { Button } from './button.tsx';
import { StatusTag, type Tone } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

type Row = Awaited<ReturnType<typeof listApiTokens>>['tokens'][number];

const TONES: Record<TokenState, Tone> = { live: 'good', expired: 'neutral', revoked: 'neutral', inactive: 'warning' };

interface ApiTokenListProps {
  tokens: Row[];
  now: Date;
  /** Whether they are of several people, who are then named. */
  everybodys: boolean;
}

export function ApiTokenList({ tokens, now, everybodys }: ApiTokenListProps) {
  const person: Column<Row> = { heading: 'Person', cell: (row) => row.personName };
  const columns: Column<Row>[] = [
    { heading: 'Name', cell: (row) => <span className="break-words">{row.name}</span> },
    ...(everybodys ? [person] : []),
    { heading: 'Scopes', cell: (row) => sayScopes(row.scopes) },
    { heading: 'Ends in', cell: (row) => <code>…{row.hint}</code>, short: true },
    { heading: 'Created', cell: (row) => formatShortDate(londonDate(row.createdAt)), short: true },
    { heading: 'Expires', cell: (row) => formatShortDate(londonDate(row.expiresAt)), short: true },
    { heading: 'Last used', cell: (row) => (row.lastUsedAt ? daysAgo(row.lastUsedAt, now) : 'never'), short: true },
    { heading: 'State', cell: (row) => <State state={tokenState(row, now)} /> },
    { heading: 'Change', cell: (row) => <Revoke token={row} state={tokenState(row, now)} /> },
  ];
  return (
    <Table
      caption={everybodys ? 'Tokens of your organisation' : 'Your tokens'}
      columns={columns}
      rows={tokens}
      rowKey={(row) => row.id}
    />
  );
}

const State = ({ state }: { state: TokenState }) => (
  <StatusTag tone={TONES[state]}>{TOKEN_STATE_LABELS[state]}</StatusTag>
);

function Revoke({ token, state }: { token: Row; state: TokenState }) {
  if (state === 'revoked' || state === 'expired') return null;
  return (
    <details>
      <summary className="link w-fit cursor-pointer">
        Revoke<span className="sr-only"> {token.name}</span>
      </summary>
      <Form method="post" className="mt-2 space-y-2">
        <p className="max-w-[24ch] text-caption">
          Programs that use it are refused from their next request on. This cannot be undone.
        </p>
        <input type="hidden" name="token" value={token.id} />
        <Button name="intent" value="revoke" look="danger">
          Revoke token
        </Button>
      </Form>
    </details>
  );
}
