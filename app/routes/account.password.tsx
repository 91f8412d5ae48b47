import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getAccount } from '../domain/accounts/account.server.ts';
import { ChangePassword } from '../domain/accounts/account-form.ts';
import { changePassword } from '../domain/accounts/account-password.server.ts';
import { passwordIssue } from '../domain/accounts/password-rules.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { confirmsPassword, WRONG_PASSWORD } from '../http/second-factor.server.ts';
import { personOf } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { BackToAccount } from '../ui/back-to-account.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { NewPasswordField } from '../ui/new-password-field.tsx';
import { NoPassword } from '../ui/no-password.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Change your password – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await personOf(request);
  const { hasPassword, email } = await asIdentity((db) => getAccount(db, person));
  return { hasPassword, email };
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await personOf(request);
  const submission = parseWithZod(await formDataOf(request), { schema: ChangePassword });
  const refuse = (fieldErrors?: Record<string, string[]>) =>
    data(submission.reply({ hideFields: ['current', 'password'], ...(fieldErrors && { fieldErrors }) }), {
      status: 400,
    });
  if (submission.status !== 'success') return refuse();
  const { current, password } = submission.value;
  if (!(await confirmsPassword(person, current))) return refuse({ current: [WRONG_PASSWORD] });
  const { organisations } = await asIdentity((db) => getAccount(db, person));
  const organisation = organisations.map(({ name }) => name).join(' ');
  const issue = await passwordIssue(password, { ...person, organisation });
  if (issue) return refuse({ password: [issue] });
  await asIdentity((db) => changePassword(db, person, password));
  return redirectWithNotice('/account', 'Your password is changed. Every other browser is signed out');
}

export default function PasswordPage() {
  const { hasPassword, email } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ current: string; password: string }>({
    id: 'change-password',
    lastResult: lastResult ?? null,
  });
  return (
    <>
      <PageHeader
        context={<BackToAccount />}
        title="Change your password"
        lead="Every other browser that you are signed in with is signed out."
      />
      {hasPassword ? (
        <FormPage id="change-password" errors={form.allErrors} order={['current', 'password']}>
          <input type="hidden" name="username" value={email} autoComplete="username" />
          <TextField
            field={fields.current}
            label="Current password"
            type="password"
            autoComplete="current-password"
            width={36}
          />
          <NewPasswordField field={fields.password} />
          <Button>Change password</Button>
        </FormPage>
      ) : (
        <NoPassword />
      )}
    </>
  );
}
