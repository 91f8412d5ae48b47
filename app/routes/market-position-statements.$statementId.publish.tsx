import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { emptyParts } from '../domain/market-position-statements/market-position-statement.ts';
import { Publication } from '../domain/market-position-statements/market-position-statement-form.ts';
import { getDraftToWrite } from '../domain/market-position-statements/market-position-statements.server.ts';
import { publishStatement } from '../domain/market-position-statements/statement-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Publish statement – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const statement = await getDraftToWrite(db, actor, idParam(params.statementId, 'Statement'));
    const { id, title, revision } = statement;
    return { id, title, revision, empty: emptyParts(statement) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.statementId, 'Statement');
    const submission = parseWithZod(await formDataOf(request), { schema: Publication });
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    const { publishedOn } = await publishStatement(db, actor, { id, revision: submission.value.revision });
    const notice = `Statement published on ${formatDate(publishedOn)}: anyone can read it at this address`;
    return redirectWithNotice(`/market-position-statements/${id}`, notice);
  });
}

export default function PublishStatementPage() {
  const { id, title, revision, empty } = useLoaderData<typeof loader>();
  const address = `/market-position-statements/${id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {title}
          </Link>
        }
        title="Publish this statement?"
      />
      <FormPage id="publish" errors={{}}>
        <input type="hidden" name="revision" value={revision} />
        <div className="prose">
          <p>When you publish it:</p>
          <ul>
            <li>anyone can read it at its public address, without an account</li>
            <li>it carries today’s date, and its figures are frozen as they are today</li>
            <li>it cannot be edited or withdrawn here any more</li>
          </ul>
        </div>
        {empty.length > 0 && (
          <Warning>
            Nothing is written for {empty.map((part) => `“${part}”`).join(', ')}.{' '}
            <Link className="link" to={`${address}/edit`}>
              Edit the draft
            </Link>{' '}
            to add it.
          </Warning>
        )}
        <div className="flex flex-wrap gap-3">
          <Button>Publish statement</Button>
          <ButtonLink to={address} look="secondary">
            Keep as a draft
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
