import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findInvitation, joinAs, joinAsSomebodyNew } from '../domain/accounts/joining.server.ts';
import { JoiningBySingleSignOn, type JoiningFields, joiningSchema } from '../domain/accounts/member-form.ts';
import { chooseOrganisation } from '../domain/accounts/organisations.server.ts';
import { LEAST_PASSWORD, passwordIssue } from '../domain/accounts/password-rules.server.ts';
import { nameRoles } from '../domain/accounts/roles.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { startSession } from '../http/sessions.server.ts';
import { singleSignOnFor } from '../http/single-sign-on.server.ts';
import { answeringRefusals, withPerson, withVisitor } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { InvitationNotOpen, JoinWithAccount } from '../ui/invitation.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Join an organisation – Sufficiency Market' }];

/** Who asks, and the invitation of the link; null where nobody can join by it. */
async function read(request: Request, secret: string) {
  const person = await withVisitor(request, async ({ person }) => person);
  return { person, invitation: (await asIdentity((db) => findInvitation(db, secret))) ?? null };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { person, invitation } = await read(request, params.token ?? '');
  const nobody = { signedInAs: null, leastPassword: 0, singleSignOn: null };
  if (!invitation) return data({ invitation, ...nobody }, { status: 404 });
  const { organisationName, email, invitedBy, hasAccount, roles } = invitation;
  const shown = { organisationName, email, invitedBy, hasAccount, roles: nameRoles(roles) };
  return data({
    invitation: shown,
    signedInAs: person?.email ?? null,
    leastPassword: LEAST_PASSWORD,
    singleSignOn: singleSignOnFor(email),
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const secret = params.token ?? '';
  const form = await formDataOf(request);
  const { person, invitation } = await read(request, secret);
  if (!invitation) return data(null, { status: 404 });
  if (invitation.hasAccount) {
    if (!person) throw redirect(`/sign-in?next=${encodeURIComponent(new URL(request.url).pathname)}`);
    return answeringRefusals(async () => {
      const { organisationId, organisationName } = await asIdentity((db) =>
        joinAs(db, { secret, userId: person.userId }),
      );
      await withPerson(request, ({ db, person }) => chooseOrganisation(db, person, organisationId));
      return redirectWithNotice('/home', `You have joined ${organisationName}, and act for it now`);
    });
  }
  const { email } = invitation;
  const provider = form.get('intent') === 'single-sign-on' ? singleSignOnFor(email) : null;
  if (provider) return joinBySingleSignOn(form, secret, provider);
  const schema = joiningSchema(({ name, password }) => passwordIssue(password, { email, name }));
  const submission = await parseWithZod(form, { schema, async: true });
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data(reply, { status });
  const hidden = { hideFields: ['password'] };
  if (submission.status !== 'success') return refuse(submission.reply(hidden), 400);
  const { name, password } = submission.value;
  return answeringRefusals<Response | ReturnType<typeof refuse>>(
    async () => {
      const { organisationName } = await asIdentity((db) => joinAsSomebodyNew(db, { secret, name, password }));
      const session = await startSession(request, { email, password });
      if (!session || session.needsCode)
        return redirectWithNotice('/sign-in', `You have joined ${organisationName}: sign in`);
      const response = await redirectWithNotice('/home', `Welcome: you have joined ${organisationName}`);
      for (const cookie of session.headers.getSetCookie()) response.headers.append('Set-Cookie', cookie);
      return response;
    },
    { onConflict: (message) => refuse(submission.reply({ ...hidden, formErrors: [message] }), 409) },
  );
}

/** Without a password: the provider signs the person in, by the link on the sign-in page. */
async function joinBySingleSignOn(form: FormData, secret: string, provider: string) {
  const submission = parseWithZod(form, { schema: JoiningBySingleSignOn });
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 });
  return answeringRefusals<Response | ReturnType<typeof data<SubmissionResult<string[]>>>>(
    async () => {
      const { name } = submission.value;
      const { organisationName } = await asIdentity((db) => joinAsSomebodyNew(db, { secret, name, password: null }));
      return redirectWithNotice('/sign-in', `You have joined ${organisationName}: sign in with ${provider}`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function JoinPage() {
  const { invitation, signedInAs } = useLoaderData<typeof loader>();
  if (!invitation) return <InvitationNotOpen />;
  const { organisationName, email, invitedBy, hasAccount, roles } = invitation;
  return (
    <>
      <PageHeader
        title={`Join ${organisationName}`}
        lead={`${invitedBy ?? 'Whoever runs this portal'} invites you to act for ${organisationName} here.`}
      />
      <div className="mb-6 max-w-[640px]">
        <SummaryList
          rows={[
            { name: 'Sent to', value: <span className="break-all">{email}</span> },
            { name: 'As', value: roles },
          ]}
        />
      </div>
      {!hasAccount && <NewAccount />}
      {hasAccount && <JoinWithAccount email={email} organisationName={organisationName} signedInAs={signedInAs} />}
    </>
  );
}

function NewAccount() {
  const { invitation, signedInAs, leastPassword, singleSignOn } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<JoiningFields>({ id: 'join', lastResult: lastResult ?? null });
  return (
    <>
      {signedInAs && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            You are signed in as {signedInAs}. This makes another account, for {invitation?.email}, and signs you in
            with it.
          </Warning>
        </div>
      )}
      <FormPage id="join" errors={form.allErrors} order={['name', 'password']}>
        <TextField field={fields.name} label="Your name" hint="As colleagues know you" autoComplete="name" width={36} />
        <TextField
          field={fields.password}
          label="Choose a password"
          hint={`${leastPassword} characters or more. A few words that do not belong together are good.`}
          type="password"
          autoComplete="new-password"
          width={36}
        />
        <Button>Join {invitation?.organisationName}</Button>
        {singleSignOn && (
          <div className="border-t border-line pt-6">
            <p className="mb-3 text-muted">
              Or leave the password out: {singleSignOn} signs you in, and asks for whatever it asks you for elsewhere.
            </p>
            <Button look="secondary" name="intent" value="single-sign-on">
              Join without a password
            </Button>
          </div>
        )}
      </FormPage>
    </>
  );
}
