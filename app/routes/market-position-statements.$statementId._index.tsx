import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { scopeLabel } from '../domain/market-position-statements/market-position-statement.ts';
import { canWriteStatement } from '../domain/market-position-statements/market-position-statement-policy.ts';
import { getStatement, listFigures } from '../domain/market-position-statements/market-position-statements.server.ts';
import { idParam } from '../http/params.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { renderMarkdown } from '../lib/markdown.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StatementBody } from '../ui/statement-body.tsx';
import { StatementStatusTag } from '../ui/statement-status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.title ?? 'Statement'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db, actor }) => {
    const found = await getStatement(db, actor, idParam(params.statementId, 'Statement'));
    const figures = await listFigures(db, found, todayInLondon());
    const { summary, need, supply, howToEngage, ...statement } = found;
    const canWrite = actor !== null && statement.status === 'draft' && canWriteStatement(actor, statement);
    const html = {
      summary: renderMarkdown(summary),
      need: renderMarkdown(need),
      supply: renderMarkdown(supply),
      howToEngage: renderMarkdown(howToEngage),
    };
    return { statement, html, figures, canWrite };
  });
}

export default function StatementPage() {
  const { statement, html, figures, canWrite } = useLoaderData<typeof loader>();
  const isDraft = statement.status === 'draft';
  const facts = [
    statement.authorityName,
    scopeLabel(statement.accommodationType),
    ...(statement.publishedOn ? [formatDate(statement.publishedOn)] : []),
  ];
  const address = `/market-position-statements/${statement.id}`;
  return (
    <article>
      <PageHeader
        context={
          <Link className="link" to="/market-position-statements">
            Market position statements
          </Link>
        }
        title={statement.title}
        lead={
          <>
            {facts.join(' · ')} <StatementStatusTag status={statement.status} />
          </>
        }
        action={
          canWrite && (
            <>
              <ButtonLink to={`${address}/edit`} look="secondary">
                Edit
              </ButtonLink>
              <ButtonLink to={`${address}/publish`}>Publish</ButtonLink>
            </>
          )
        }
      />
      {isDraft && (
        <div className="mb-6 max-w-[760px]">
          <Warning>
            A draft: people of {statement.authorityName} alone see it. The figures are as at today; they are frozen when
            it is published.
          </Warning>
        </div>
      )}
      <StatementBody statement={{ ...statement, isDraft }} html={html} figures={figures} />
    </article>
  );
}
