import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { MemberInvitation, MemberWithdrawal } from '../domain/purchasing-systems/system-member-form.ts';
import {
  getMembership,
  inviteAuthority,
  withdrawInvitation,
} from '../domain/purchasing-systems/system-members.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';
import { Invitations, Members } from '../ui/system-members.tsx';

export const meta: MetaFunction = () => [{ title: 'Authorities that may buy – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const systemId = idParam(params.systemId, 'Purchasing system');
    const { system, ...membership } = await getMembership(db, actor, systemId);
    const { id, title, leadAuthorityId, status } = system;
    return { system: { id, title, leadAuthorityId }, hasEnded: status === 'ended', ...membership };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const submission = parseWithZod(form, { schema: MemberInvitation });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      const address = `/purchasing-systems/${systemId}/members`;
      const withdrawal = parseWithZod(form, { schema: MemberWithdrawal });
      if (withdrawal.status === 'success') {
        const { name } = await withdrawInvitation(db, actor, { systemId, authorityId: withdrawal.value.withdraw });
        return redirectWithNotice(address, `The invitation of ${name} is withdrawn`);
      }
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const asked = { systemId, authorityId: submission.value.authority, publicUrl: config.publicUrl };
      const { name } = await inviteAuthority(db, actor, asked);
      return redirectWithNotice(address, `${name} is invited: its commissioners have an email`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function MembersPage() {
  const { system, hasEnded, members, invitations } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title="Authorities that may buy"
        lead="Members buy places in every lot, at the prices its providers hold, and see those prices. Each accepts for itself."
      />
      <div className="max-w-[760px]">
        <Members system={system} members={members} />
        {invitations.length > 0 && (
          <Section title="Invited">
            <Invitations invitations={invitations} />
          </Section>
        )}
        {!hasEnded && (
          <Section title="Invite an authority">
            <Invite />
          </Section>
        )}
      </div>
    </>
  );
}

function Invite() {
  const { authorities } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ authority: string }>({ id: 'invite', lastResult: lastResult ?? null });
  return (
    <FormPage id="invite" errors={form.allErrors}>
      <Select
        field={fields.authority}
        label="Authority"
        hint="Its commissioners get an email, and see the draft from then on"
        empty="Choose an authority"
        options={authorities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button>Invite authority</Button>
    </FormPage>
  );
}
