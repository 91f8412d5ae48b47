import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { MemberRemoval } from '../domain/purchasing-systems/system-member-form.ts';
import { removeMember, requireRemovableMember } from '../domain/purchasing-systems/system-members.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Remove an authority – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    const { name } = requireRemovableMember(system, idParam(params.authorityId, 'Member'));
    return { system: { id: system.id, title: system.title }, name };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: MemberRemoval });
  return withActor(
    request,
    async ({ db, actor }) => {
      const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      const { id: authorityId } = requireRemovableMember(system, idParam(params.authorityId, 'Member'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { name } = await removeMember(db, actor, { systemId: system.id, authorityId, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${system.id}/members`, `${name} is not a member any more`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function RemoveMemberPage() {
  const { system, name } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ reason: string }>({ id: 'remove', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader context={<SystemLink system={system} />} title={`Remove ${name}?`} />
      <FormPage id="remove" errors={form.allErrors}>
        <div className="prose">
          <p>When you remove {name}, from today:</p>
          <ul>
            <li>it buys no more places under this purchasing system, and does not see its prices any more</li>
            <li>children placed already stay where they are, at the prices agreed for them</li>
            <li>its commissioners get your reason by email; it comes back by a new invitation alone</li>
          </ul>
        </div>
        <TextArea field={fields.reason} label="Reason" rows={3} />
        <div className="flex flex-wrap gap-3">
          <Button look="danger">Remove authority</Button>
          <ButtonLink to={`/purchasing-systems/${system.id}/members`} look="secondary">
            Keep it
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
