import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import {
  NewStatement,
  STATEMENT_LISTS,
  type StatementFields,
} from '../domain/market-position-statements/market-position-statement-form.ts';
import { requireStatementWriter } from '../domain/market-position-statements/market-position-statements.server.ts';
import { createStatement } from '../domain/market-position-statements/statement-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { StatementForm } from '../ui/statement-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Write a market position statement – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ actor }) => {
    requireStatementWriter(actor, { authorityId: actor.organisationId });
    return { key: randomUUID(), authorityName: actor.organisationName };
  });
}

const USED =
  'This form was used before, for a statement with other content, and that one is kept. What you typed is below and is not saved: save it again to make it a statement of its own.';

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request, { lists: STATEMENT_LISTS });
  const submission = parseWithZod(form, { schema: NewStatement });
  return withActor(
    request,
    async ({ db, actor }) => {
      requireStatementWriter(actor, { authorityId: actor.organisationId });
      if (submission.status !== 'success') {
        return data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });
      }
      const { id } = await createStatement(db, actor, submission.value);
      return redirectWithNotice(`/market-position-statements/${id}`, 'Draft saved');
    },
    { onConflict: () => data(submission.reply({ formErrors: [USED] }), { status: 409 }) },
  );
}

export default function NewStatementPage() {
  const { key, authorityName } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<StatementFields>({
    id: 'statement',
    lastResult: lastResult ?? null,
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/market-position-statements">
            Market position statements
          </Link>
        }
        title="Write a market position statement"
        lead={`Tells providers what children of ${authorityName} need and what you mean to buy. It stays a draft until you publish it.`}
      />
      <StatementForm form={form} cancel="/market-position-statements">
        <input type="hidden" name="key" value={key} />
      </StatementForm>
    </>
  );
}
