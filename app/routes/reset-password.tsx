import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ResetPassword } from '../domain/accounts/account-form.ts';
import { findPasswordReset, resetPassword } from '../domain/accounts/account-password.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { NewPasswordField } from '../ui/new-password-field.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Choose a new password – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  const person = await asIdentity((db) => findPasswordReset(db, token));
  return data({ token, email: person?.email ?? null }, { status: person ? 200 : 404 });
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ResetPassword });
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 });
  const { token, password } = submission.value;
  const outcome = await asIdentity((db) => resetPassword(db, token, password));
  if ('issue' in outcome) {
    return data(submission.reply({ hideFields: ['password'], fieldErrors: { password: [outcome.issue] } }), {
      status: 400,
    });
  }
  // The page says by itself that the link no longer works.
  if (!outcome.done) return data(null, { status: 404 });
  return redirectWithNotice('/sign-in', 'Your password is changed. Sign in with the new one');
}

export default function ResetPasswordPage() {
  const { token, email } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ password: string }>({ id: 'reset', lastResult: lastResult ?? null });
  if (!email) {
    return (
      <>
        <PageHeader
          title="This link no longer works"
          lead="It was used, it is older than an hour, or it is not whole. Ask for another."
        />
        <ButtonLink to="/forgotten-password">Ask for another link</ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Choose a new password" lead="It signs you out of every browser that you are signed in with." />
      <FormPage id="reset" errors={form.allErrors}>
        <input type="hidden" name="token" value={token} />
        {/* For password managers, which file the new password under it. */}
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <NewPasswordField field={fields.password} />
        <Button>Save the new password</Button>
      </FormPage>
    </>
  );
}
