import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Extension, type ExtensionFields } from '../domain/purchasing-systems/purchasing-system-form.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { extendSystem, requireExtendable } from '../domain/purchasing-systems/system-status-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DateField, TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Extend a purchasing system – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    requireExtendable(system);
    const { id, title, revision, endsOn, extendableUntil } = system;
    return { system: { id, title }, revision, endsOn, extendableUntil: extendableUntil ?? endsOn };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: Extension });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { endsOn } = submission.value;
      await extendSystem(db, actor, { id, ...submission.value });
      const notice = `Extended: its last day is ${formatDate(addDays(endsOn, -1))}`;
      return redirectWithNotice(`/purchasing-systems/${id}/manage`, notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function ExtendPage() {
  const { system, revision, endsOn, extendableUntil } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ExtensionFields>({ id: 'extend', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title="Extend this purchasing system"
        lead={`Its last day is ${formatDate(addDays(endsOn, -1))}. Its terms let you extend it to ${formatDate(addDays(extendableUntil, -1))}.`}
      />
      <FormPage id="extend" errors={form.allErrors} order={['lastDay', 'reason']}>
        <input type="hidden" name="revision" value={revision} />
        <DateField
          field={fields.lastDay}
          label="New last day"
          hint="Prices stay as they are: schedules have their own dates"
        />
        <TextArea field={fields.reason} label="Reason" hint="Anyone can read it on the public page" rows={3} />
        <div className="flex flex-wrap gap-3">
          <Button>Extend purchasing system</Button>
          <ButtonLink to={`/purchasing-systems/${system.id}/manage`} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
