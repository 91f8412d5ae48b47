import { type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { type RolesFields, rolesSchema } from '../domain/accounts/member-form.ts';
import { changeRoles, getMember, reactivateMember } from '../domain/accounts/members.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, londonDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { RoleChoices } from '../ui/role-choices.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.member.name ?? 'Member'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const member = await getMember(db, actor, idParam(params.userId, 'Member'));
    return { member, kind: actor.organisationKind, isSelf: member.userId === actor.userId };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  let refuse = (_: string): SubmissionResult<string[]> => ({});
  return withActor(
    request,
    async ({ db, actor }) => {
      const member = await getMember(db, actor, idParam(params.userId, 'Member'));
      const address = `/organisation/members/${member.userId}`;
      if (form.get('intent') === 'reactivate') {
        await reactivateMember(db, actor, member.userId);
        return redirectWithNotice(address, `${member.name} is reactivated, with the roles they had`);
      }
      const submission = parseWithZod(form, { schema: rolesSchema(actor.organisationKind) });
      refuse = (message) => submission.reply({ fieldErrors: { roles: [message] } });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await changeRoles(db, actor, { userId: member.userId, roles: submission.value.roles });
      return redirectWithNotice(address, `Roles of ${member.name} saved: they hold from the next page`);
    },
    { onConflict: (message) => data(refuse(message), { status: 409 }) },
  );
}

export default function MemberPage() {
  const { member, kind, isSelf } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<RolesFields>({
    id: 'member',
    lastResult: lastResult ?? null,
    defaultValue: { roles: member.roles },
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/organisation/members">
            Members
          </Link>
        }
        title={member.name}
      />
      <div className="max-w-[640px]">
        <SummaryList
          rows={[
            { name: 'Email address', value: <span className="break-all">{member.email}</span> },
            { name: 'Two-factor', value: member.twoFactorEnabled ? 'On' : 'Off' },
            { name: 'Joined', value: formatDate(londonDate(member.joinedAt)) },
            { name: 'Status', value: member.active ? 'Active' : 'Deactivated' },
          ]}
        />
      </div>
      {member.active ? (
        <>
          <Section title="What they may do">
            <FormPage id="member" errors={form.allErrors}>
              <RoleChoices field={fields.roles} kind={kind} />
              <Button>Save roles</Button>
            </FormPage>
          </Section>
          <Section
            title="End their access"
            lead={
              isSelf
                ? 'You cannot end your own: somebody else who manages members can.'
                : 'A member who is deactivated is signed out everywhere at once and cannot act for your organisation.'
            }
          >
            {!isSelf && (
              <ButtonLink to={`/organisation/members/${member.userId}/deactivate`} look="danger">
                Deactivate
              </ButtonLink>
            )}
          </Section>
        </>
      ) : (
        <Section title="Give their access back" lead="They act for your organisation again, with the roles they had.">
          <Form method="post">
            <Button name="intent" value="reactivate">
              Reactivate
            </Button>
          </Form>
        </Section>
      )}
    </>
  );
}
