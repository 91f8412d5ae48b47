import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  EditedDraft,
  EditedMarket,
  EditedSystem,
  type SystemFields,
  toSystemFields,
} from '../domain/purchasing-systems/purchasing-system-form.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { saveSystem } from '../domain/purchasing-systems/system-commands.server.ts';
import { freezesConditions, isPublished } from '../domain/purchasing-systems/system-status.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemForm } from '../ui/system-form.tsx';
import { SystemLink } from '../ui/system-link.tsx';
import { FixedSystem } from '../ui/system-terms.tsx';

export const meta: MetaFunction = () => [{ title: 'Change a purchasing system – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    const { id, title } = system;
    return {
      system: { id, title },
      fixed: isPublished(system) ? system : null,
      isFrozen: freezesConditions(system),
      stored: toSystemFields(system),
    };
  });
}

const NOT_SAVED = 'What you typed is below and is not saved: open the page in another tab to see what it says now.';

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  // A form of a draft names its kind; one that was published meanwhile is a conflict, with all that was typed. That of a dynamic market
  // does not say how to join.
  const submission = form.has('kind')
    ? parseWithZod(form, { schema: EditedDraft })
    : parseWithZod(form, { schema: form.has('howToJoin') ? EditedSystem : EditedMarket });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveSystem(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${id}/manage`, 'Changes saved');
    },
    {
      onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${NOT_SAVED}`] }), { status: 409 }),
    },
  );
}

export default function EditSystemPage() {
  const { system, fixed, isFrozen, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<SystemFields>({
    id: 'system',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  return (
    <>
      <PageHeader context={<SystemLink system={system} />} title="Change this purchasing system" />
      {fixed && <FixedSystem system={fixed} isFrozen={isFrozen} />}
      <SystemForm
        form={form}
        isPublished={fixed !== null}
        isFrozen={isFrozen}
        submit="Save changes"
        cancel={`/purchasing-systems/${system.id}/manage`}
      >
        <input type="hidden" name="revision" value={fields.revision.initialValue ?? stored.revision} />
      </SystemForm>
    </>
  );
}
