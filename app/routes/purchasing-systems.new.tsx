import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { NewSystem, type SystemFields, USUAL_DAYS } from '../domain/purchasing-systems/purchasing-system-form.ts';
import { createSystem, requireSystemCreator } from '../domain/purchasing-systems/system-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemForm } from '../ui/system-form.tsx';

export const meta: MetaFunction = () => [{ title: 'New purchasing system – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ actor }) => {
    requireSystemCreator(actor);
    return { key: randomUUID(), authorityName: actor.organisationName };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewSystem });
  return withActor(
    request,
    async ({ db, actor }) => {
      requireSystemCreator(actor);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { id } = await createSystem(db, actor, submission.value);
      return redirectWithNotice(`/purchasing-systems/${id}/manage`, 'Draft saved: now add its lots');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewSystemPage() {
  const { key, authorityName } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<SystemFields>({
    id: 'system',
    lastResult: lastResult ?? null,
    defaultValue: { takesApplications: 'always', ...USUAL_DAYS },
  });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/purchasing-systems">
            Purchasing systems
          </Link>
        }
        title="New purchasing system"
        lead={`Led by ${authorityName}, its first member. It stays a draft until you publish it.`}
      />
      <SystemForm form={form} isPublished={false} submit="Save draft" cancel="/purchasing-systems">
        <input type="hidden" name="key" value={key} />
      </SystemForm>
    </>
  );
}
