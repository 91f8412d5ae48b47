import { randomUUID } from 'node:crypto';
import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { NewApiToken, type NewApiTokenFields } from '../domain/accounts/api-token-form.ts';
import { canManageEveryToken } from '../domain/accounts/api-token-policy.ts';
import { createApiToken, listApiTokens, revokeApiToken } from '../domain/accounts/api-tokens.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { NewToken, NewTokenForm } from '../ui/api-token-form.tsx';
import { ApiTokenList } from '../ui/api-token-list.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: 'API tokens – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    ...(await listApiTokens(db, actor, { page: pageOf(request) })),
    organisation: actor.organisationName,
    everybodys: canManageEveryToken(actor),
    now: new Date(),
    key: randomUUID(),
  }));
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  if (form.get('intent') === 'revoke') return revoke(request, form);
  const submission = parseWithZod(form, { schema: NewApiToken });
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data({ reply, created: null }, { status });
  return withActor(
    request,
    async ({ db, actor }) => {
      if (submission.status !== 'success') return refuse(submission.reply(), 400);
      // In this answer alone: a redirect would have to carry the token somewhere.
      return data({ reply: null, created: await createApiToken(db, actor, submission.value) });
    },
    { onConflict: (message) => refuse(submission.reply({ formErrors: [message] }), 409) },
  );
}

function revoke(request: Request, form: FormData) {
  return withActor(request, async ({ db, actor }) => {
    const name = await revokeApiToken(db, actor, idParam(String(form.get('token')), 'Token'));
    return redirectWithNotice('/account/api-tokens', `Token “${name}” revoked: it is refused from now on`);
  });
}

export default function ApiTokensPage() {
  const { tokens, total, page, pageSize, organisation, everybodys, now, key } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const sent = useActionData<typeof action>();
  const [form, fields] = useForm<NewApiTokenFields>({
    id: 'token',
    lastResult: sent?.reply ?? null,
    defaultValue: { scopes: ['read'], days: '90' },
  });
  return (
    <>
      <PageHeader
        title="API tokens"
        lead={`A token lets a program ask the portal in your name, for ${organisation}, without your password.`}
      />
      {sent?.created && <NewToken secret={sent.created.secret} />}
      <Section title={everybodys ? `Tokens of ${organisation}` : 'Your tokens'}>
        {total === 0 ? (
          <EmptyState title="There are no tokens yet">
            Create one for each program that asks the portal, so that you can revoke it alone.
          </EmptyState>
        ) : (
          <ApiTokenList tokens={tokens} now={now} everybodys={everybodys} />
        )}
        <Pagination page={page} pageSize={pageSize} total={total} href={(to) => pageHref(search, to)} />
      </Section>
      <Section
        title="Create a token"
        lead={
          <>
            What it can be asked is written in the{' '}
            <Link className="link" to="/api/v1/openapi.json" reloadDocument>
              description of the API
            </Link>
            .
          </>
        }
      >
        <NewTokenForm formKey={key} fields={fields} errors={form.allErrors} />
      </Section>
    </>
  );
}
