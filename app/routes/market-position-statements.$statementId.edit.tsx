import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { DomainError } from '../domain/errors.ts';
import {
  EditedStatement,
  STATEMENT_LISTS,
  type StatementFields,
  toStatementFields,
} from '../domain/market-position-statements/market-position-statement-form.ts';
import { getDraftToWrite } from '../domain/market-position-statements/market-position-statements.server.ts';
import { saveStatement } from '../domain/market-position-statements/statement-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { StatementForm } from '../ui/statement-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit statement – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const statement = await getDraftToWrite(db, actor, idParam(params.statementId, 'Statement'));
    return { id: statement.id, title: statement.title, stored: toStatementFields(statement) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { id } = await getDraftToWrite(db, actor, idParam(params.statementId, 'Statement'));
    const form = await formDataOf(request, { lists: STATEMENT_LISTS });
    const submission = parseWithZod(form, { schema: EditedStatement });
    if (submission.status !== 'success') {
      return data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });
    }
    try {
      await saveStatement(db, actor, { id, ...submission.value });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
      const message = `${error.message}. What you typed is below: open the newer version in another tab, and enter your changes there.`;
      return data(submission.reply({ formErrors: [message] }), { status: 409 });
    }
    return redirectWithNotice(`/market-position-statements/${id}`, 'Draft saved');
  });
}

export default function EditStatementPage() {
  const { id, title, stored } = useLoaderData<typeof loader>();
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
        lead="A draft is seen by people of your organisation alone."
      />
      <StatementForm form={form} cancel={`/market-position-statements/${id}`}>
        <input type="hidden" name="revision" value={fields.revision.defaultValue ?? stored.revision} />
      </StatementForm>
    </>
  );
}
