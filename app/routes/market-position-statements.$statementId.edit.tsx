import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import {
  EditedStatement,
  STATEMENT_LISTS,
  type StatementFields,
  toStatementFields,
} from '../domain/market-position-statements/market-position-statement-form.ts';
import { getStatementToWrite } from '../domain/market-position-statements/market-position-statements.server.ts';
import { saveStatement } from '../domain/market-position-statements/statement-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StatementForm } from '../ui/statement-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit statement – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const statement = await getStatementToWrite(db, actor, idParam(params.statementId, 'Statement'));
    const { id, title, status } = statement;
    return { id, title, isDraft: status === 'draft', stored: toStatementFields(statement) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request, { lists: STATEMENT_LISTS });
  const submission = parseWithZod(form, { schema: EditedStatement });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getStatementToWrite(db, actor, idParam(params.statementId, 'Statement'));
      if (submission.status !== 'success') {
        return data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });
      }
      await saveStatement(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/market-position-statements/${id}`, 'Draft saved');
    },
    {
      onConflict: (message) => {
        const advice =
          'What you typed is below and is not saved: open the statement in another tab to see what it says now.';
        return data(submission.reply({ formErrors: [`${message}. ${advice}`] }), { status: 409 });
      },
    },
  );
}

export default function EditStatementPage() {
  const { id, title, isDraft, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<StatementFields>({
    id: 'statement',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/market-position-statements/${id}`}>
            {title}
          </Link>
        }
        title="Edit statement"
        lead={isDraft && 'A draft is seen by people of your organisation alone.'}
      />
      {!isDraft && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This statement has been published meanwhile: what is below cannot be saved any more.{' '}
            <Link className="link" to={`/market-position-statements/${id}`}>
              Read it as it was published
            </Link>
          </Warning>
        </div>
      )}
      <StatementForm form={form} cancel={`/market-position-statements/${id}`}>
        <input type="hidden" name="revision" value={fields.revision.defaultValue ?? stored.revision} />
      </StatementForm>
    </>
  );
}
