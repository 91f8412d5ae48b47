import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { SecondFactorCode } from '../domain/accounts/account-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { localAddress } from '../http/local-address.ts';
import { completeSession, findHalfSignedIn } from '../http/second-factor.server.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Enter your code – Sufficiency Market' }];

const REFUSAL =
  'This code is not right, or it was used already. Wait for the next one and enter it; after many tries, wait 15 minutes first.';

const nextOf = (request: Request) => localAddress(new URL(request.url).searchParams.get('next'), '/home');
const signInAgain = (next: string) => redirect(`/sign-in?next=${encodeURIComponent(next)}`);

export async function loader({ request }: LoaderFunctionArgs) {
  const next = nextOf(request);
  return (await findHalfSignedIn(request)) ? { next } : signInAgain(next);
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: SecondFactorCode });
  const next = localAddress(submission.payload.next?.toString(), nextOf(request));
  const userId = await findHalfSignedIn(request);
  if (!userId) return signInAgain(next);
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['code'] }), { status: 400 });
  const headers = await completeSession(request, userId, submission.value.code);
  if (headers) return redirect(next, { headers });
  return data(submission.reply({ hideFields: ['code'], fieldErrors: { code: [REFUSAL] } }), { status: 400 });
}

export default function SecondFactorPage() {
  const { next } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ code: string }>({ id: 'second-factor', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader title="Enter your code" lead="Your password is right. Now show that you have your second factor." />
      <FormPage id="second-factor" errors={form.allErrors}>
        <input type="hidden" name="next" value={next} />
        <TextField
          field={fields.code}
          label="Code"
          hint="The six digits that your authenticator app shows for Sufficiency Market, or one of your recovery codes."
          autoComplete="one-time-code"
          width={18}
        />
        <Button>Continue</Button>
        <p>
          <Link to="/sign-in" className="link">
            Sign in as somebody else
          </Link>
        </p>
      </FormPage>
    </>
  );
}
