import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { ForgottenPassword } from '../domain/accounts/account-form.ts';
import { requestPasswordReset } from '../domain/accounts/account-password.server.ts';
import { LIMITS } from '../domain/accounts/attempt-limits.server.ts';
import { clientNetworkOf, mayTry } from '../http/attempts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Forgotten password – Sufficiency Market' }];

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ForgottenPassword });
  if (submission.status !== 'success') return data({ sentTo: null, reply: submission.reply() }, { status: 400 });
  const { email } = submission.value;
  const tries = [
    { limit: LIMITS.resetByAccount, whom: email },
    { limit: LIMITS.resetByAddress, whom: clientNetworkOf(request) },
  ];
  if (await mayTry(tries)) {
    const links = {
      link: (token: string) => new URL(`/reset-password?token=${token}`, config.publicUrl).href,
      signIn: new URL('/sign-in', config.publicUrl).href,
    };
    await asIdentity((db) => requestPasswordReset(db, email, links));
  }
  return data({ sentTo: email, reply: null });
}

export default function ForgottenPasswordPage() {
  const answer = useActionData<typeof action>();
  const [form, fields] = useForm<{ email: string }>({ id: 'forgotten', lastResult: answer?.reply ?? null });
  if (answer?.sentTo) {
    return (
      <PageHeader
        title="Look in your mail"
        lead={`If there is an account under ${answer.sentTo}, a mail is on its way to it. Its link sets a new password, once and within the hour. Look among unwanted mail as well.`}
        context={
          <Link to="/sign-in" className="link">
            Sign in
          </Link>
        }
      />
    );
  }
  return (
    <>
      <PageHeader title="Forgotten password" lead="We mail you a link that sets a new one." />
      <FormPage id="forgotten" errors={form.allErrors}>
        <TextField field={fields.email} label="Email address" type="email" autoComplete="username" width={36} />
        <Button>Send the link</Button>
      </FormPage>
    </>
  );
}
