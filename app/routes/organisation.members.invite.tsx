import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { inviteMember } from '../domain/accounts/invitations.server.ts';
import { type InvitationFields, invitationSchema } from '../domain/accounts/member-form.ts';
import { requireManager } from '../domain/accounts/organisations.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { RoleChoices } from '../ui/role-choices.tsx';

export const meta: MetaFunction = () => [{ title: 'Invite somebody – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ actor }) => {
    requireManager(actor);
    const email = new URL(request.url).searchParams.get('email') ?? '';
    return { kind: actor.organisationKind, organisationName: actor.organisationName, email };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  let refuse = (_: string): SubmissionResult<string[]> => ({});
  return withActor(
    request,
    async ({ db, actor }) => {
      requireManager(actor);
      const submission = parseWithZod(form, { schema: invitationSchema(actor.organisationKind) });
      refuse = (message) => submission.reply({ fieldErrors: { email: [message] } });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { email, roles } = submission.value;
      await inviteMember(db, actor, { email, roles, publicUrl: config.publicUrl });
      return redirectWithNotice('/organisation/members', `Invitation sent to ${email}: its link works for 7 days`);
    },
    { onConflict: (message) => data(refuse(message), { status: 409 }) },
  );
}

export default function InvitePage() {
  const { kind, organisationName, email } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<InvitationFields>({
    id: 'invite',
    lastResult: lastResult ?? null,
    defaultValue: { email },
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/organisation/members">
            Members
          </Link>
        }
        title="Invite somebody"
        lead={`They get an e-mail with a link to join ${organisationName}. Invite the same address again to send a new link: the one before stops working.`}
      />
      <FormPage id="invite" errors={form.allErrors} order={['email', 'roles']}>
        <TextField field={fields.email} label="Email address" type="email" autoComplete="off" width={36} />
        <RoleChoices field={fields.roles} kind={kind} />
        <Button>Send invitation</Button>
      </FormPage>
    </>
  );
}
