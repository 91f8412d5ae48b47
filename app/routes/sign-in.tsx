import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { SignIn, type SignInFields } from '../domain/accounts/sign-in-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { localAddress } from '../http/local-address.ts';
import { startSession } from '../http/sessions.server.ts';
import { singleSignOnChoices } from '../http/single-sign-on.server.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SingleSignOnChoices, SingleSignOnProblem } from '../ui/single-sign-on-choices.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in – Sufficiency Market' }];

/** One for a wrong password, for no such account and for too many tries: whoever guesses learns nothing. */
const REFUSAL =
  'The email address or the password is not right. Check both and try again; after many tries, wait 15 minutes first.';

export async function loader({ request }: LoaderFunctionArgs) {
  const next = localAddress(new URL(request.url).searchParams.get('next'), '/home');
  const signedIn = await withVisitor(request, async ({ person }) => person !== null);
  return signedIn ? redirect(next) : { next, ...singleSignOnChoices(request) };
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: SignIn });
  const refuse = (...messages: string[]) =>
    data(submission.reply({ hideFields: ['password'], ...(messages.length > 0 && { formErrors: messages }) }), {
      status: 400,
    });
  if (submission.status !== 'success') return refuse();
  const session = await startSession(request, submission.value);
  if (!session) return refuse(REFUSAL);
  const next = localAddress(submission.value.next, '/home');
  const address = session.needsCode ? `/sign-in/second-factor?next=${encodeURIComponent(next)}` : next;
  return redirect(address, { headers: session.headers });
}

export default function SignInPage() {
  const { next, choices, problem } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<SignInFields>({ id: 'sign-in', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        title="Sign in"
        lead={
          <>
            For people of authorities and providers that are here.{' '}
            <Link to="/apply" className="link">
              Apply for your organisation
            </Link>
          </>
        }
      />
      <SingleSignOnProblem problem={lastResult ? null : problem} />
      <FormPage id="sign-in" errors={form.allErrors}>
        <input type="hidden" name="next" value={next} />
        <TextField field={fields.email} label="Email address" type="email" autoComplete="username" width={36} />
        <TextField
          field={fields.password}
          label="Password"
          type="password"
          autoComplete="current-password"
          width={36}
        />
        <Button>Sign in</Button>
        <p>
          <Link to="/forgotten-password" className="link">
            I have forgotten my password
          </Link>
        </p>
      </FormPage>
      <SingleSignOnChoices choices={choices} />
    </>
  );
}
