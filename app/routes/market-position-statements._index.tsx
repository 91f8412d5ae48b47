import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { scopeLabel } from '../domain/market-position-statements/market-position-statement.ts';
import { canWriteStatement } from '../domain/market-position-statements/market-position-statement-policy.ts';
import {
  listOwnDrafts,
  listPublishedStatements,
} from '../domain/market-position-statements/market-position-statements.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { formatShortDate } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';
import { StatementStatusTag } from '../ui/statement-status.tsx';
import { type Column, Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Market position statements – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => ({
    published: await listPublishedStatements(db, { page: pageOf(request) }),
    drafts: actor && isFrom(actor, 'authority') ? await listOwnDrafts(db, actor) : [],
    canWrite: actor !== null && canWriteStatement(actor, { authorityId: actor.organisationId }),
  }));
}

type Row = Awaited<ReturnType<typeof loader>>['drafts'][number];

const TITLE: Column<Row> = { heading: 'Statement', cell: (row) => row.title };
const COVERS: Column<Row> = { heading: 'Covers', cell: (row) => scopeLabel(row.accommodationType) };

export default function Statements() {
  const { published, drafts, canWrite } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const list =
    published.total === 0 ? (
      <EmptyState title="No authority has published a statement here yet">
        A statement says what an authority’s children need, what there is and what it means to buy.
      </EmptyState>
    ) : (
      <Table
        caption="Published statements"
        rows={published.statements}
        rowKey={(row) => row.id}
        rowLink={addressOf}
        columns={[
          TITLE,
          { heading: 'Authority', cell: (row) => row.authorityName },
          COVERS,
          { heading: 'Published', cell: (row) => row.publishedOn && formatShortDate(row.publishedOn) },
        ]}
      />
    );
  return (
    <>
      <PageHeader
        title="Market position statements"
        lead="What authorities say their children need, what there is and what they mean to buy."
        action={canWrite && <ButtonLink to="/market-position-statements/new">Write a statement</ButtonLink>}
      />
      {drafts.length === 0 ? (
        list
      ) : (
        <>
          <Section title="Your organisation’s drafts">
            <Table
              caption="Your organisation’s drafts"
              rows={drafts}
              rowKey={(row) => row.id}
              rowLink={addressOf}
              columns={[TITLE, COVERS, { heading: 'Status', cell: () => <StatementStatusTag status="draft" /> }]}
            />
          </Section>
          <Section title="Published">{list}</Section>
        </>
      )}
      <Pagination {...published} href={(page) => pageHref(search, page)} />
    </>
  );
}

const addressOf = (row: Row) => `/market-position-statements/${row.id}`;
