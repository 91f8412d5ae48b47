import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { getAccount } from '../domain/accounts/account.server.ts';
import { confirmEmailChange, findEmailChange, requestEmailChange } from '../domain/accounts/account-email.server.ts';
import { ChangeEmail } from '../domain/accounts/account-form.ts';
import { LIMITS } from '../domain/accounts/attempt-limits.server.ts';
import { mayTry } from '../http/attempts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { confirmsPassword, WRONG_PASSWORD } from '../http/second-factor.server.ts';
import { answeringRefusals, personOf } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { BackToAccount } from '../ui/back-to-account.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { NoPassword } from '../ui/no-password.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Change your email address – Sufficiency Market' }];

const tokenOf = (request: Request) => new URL(request.url).searchParams.get('token');

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await personOf(request);
  const token = tokenOf(request);
  const account = { email: person.email, hasPassword: true, confirms: null, isOver: false };
  if (token === null) {
    const { hasPassword } = await asIdentity((db) => getAccount(db, person));
    return data({ ...account, hasPassword });
  }
  const confirms = (await asIdentity((db) => findEmailChange(db, person, token))) ?? null;
  return data({ ...account, confirms, isOver: !confirms }, { status: confirms ? 200 : 404 });
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await personOf(request);
  const token = tokenOf(request);
  if (token !== null) {
    await answeringRefusals(() => asIdentity((db) => confirmEmailChange(db, person, token)));
    return redirectWithNotice('/account', 'Your email address is changed. Every other browser is signed out');
  }
  const submission = parseWithZod(await formDataOf(request), { schema: ChangeEmail });
  const refuse = (fieldErrors?: Record<string, string[]>) =>
    data(submission.reply({ hideFields: ['password'], ...(fieldErrors && { fieldErrors }) }), { status: 400 });
  if (submission.status !== 'success') return refuse();
  const { email, password } = submission.value;
  if (email === person.email) return refuse({ email: ['This is your email address already'] });
  if (!(await confirmsPassword(person, password))) return refuse({ password: [WRONG_PASSWORD] });
  if (!(await mayTry([{ limit: LIMITS.emailChange, whom: person.userId }]))) {
    return refuse({ email: ['You have asked often: wait an hour, then ask again'] });
  }
  const link = (secret: string) => new URL(`/account/email?token=${secret}`, config.publicUrl).href;
  await asIdentity((db) => requestEmailChange(db, person, email, link));
  return redirectWithNotice('/account', `We have mailed a link to ${email}. Your address changes once you open it`);
}

export default function EmailPage() {
  const { email, hasPassword, confirms, isOver } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ email: string; password: string }>({
    id: 'change-email',
    lastResult: lastResult ?? null,
  });
  if (isOver) {
    return (
      <>
        <PageHeader
          context={<BackToAccount />}
          title="This link no longer works"
          lead="It was used, it is older than a day, or it is of another account. Ask for another."
        />
        <ButtonLink to="/account/email">Ask for another link</ButtonLink>
      </>
    );
  }
  if (confirms) {
    return (
      <>
        <PageHeader
          context={<BackToAccount />}
          title="Confirm your email address"
          lead={`You will sign in with ${confirms} instead of ${email}, and every other browser is signed out.`}
        />
        <FormPage id="confirm-email" errors={form.allErrors}>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <Button>Use this address</Button>
            <Link to="/account" className="link">
              Keep the old one
            </Link>
          </div>
        </FormPage>
      </>
    );
  }
  return (
    <>
      <PageHeader
        context={<BackToAccount />}
        title="Change your email address"
        lead={`You sign in with ${email}. We mail a link to the new address, and a notice to this one.`}
      />
      {hasPassword ? (
        <FormPage id="change-email" errors={form.allErrors} order={['email', 'password']}>
          <TextField field={fields.email} label="New email address" type="email" autoComplete="email" width={36} />
          <TextField
            field={fields.password}
            label="Password"
            type="password"
            autoComplete="current-password"
            width={36}
          />
          <Button>Send the link</Button>
        </FormPage>
      ) : (
        <NoPassword />
      )}
    </>
  );
}
