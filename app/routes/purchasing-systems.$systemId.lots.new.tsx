import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { createLot, requireNewLots } from '../domain/purchasing-systems/lot-commands.server.ts';
import { type LotFields, NewLot, usualLot } from '../domain/purchasing-systems/lot-form.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { freezesConditions, isPublished } from '../domain/purchasing-systems/system-status.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { LotForm } from '../ui/lot-form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Add a lot – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    requireNewLots(system);
    const { id, title, lots } = system;
    const number = Math.max(0, ...lots.map((lot) => lot.number)) + 1;
    const stands = { isPublished: isPublished(system), isFrozen: freezesConditions(system) };
    return { key: randomUUID(), system: { id, title }, usual: usualLot(number), ...stands };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewLot });
  return withActor(
    request,
    async ({ db, actor }) => {
      const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { id } = await createLot(db, actor, { systemId: system.id, ...submission.value });
      const address = `/purchasing-systems/${system.id}/lots/${id}/prices`;
      return redirectWithNotice(address, 'Lot added: now say how it is priced');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewLotPage() {
  const { key, system, usual, isPublished, isFrozen } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<LotFields>({ id: 'lot', lastResult: lastResult ?? null, defaultValue: usual });
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title="Add a lot"
        lead="A category that providers apply to and are priced in. How it is priced comes next."
      />
      {isPublished && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            The purchasing system is published: the lot is too once you add it. Its terms stand from then on, and it
            cannot be removed. Nobody can apply to it until you have said how it is priced, once.
            {isFrozen &&
              ' Its description and its Ofsted rule are conditions of membership, which cannot change, and its applicants are asked what the market asks everyone.'}
          </Warning>
        </div>
      )}
      <LotForm
        form={form}
        isPublished={false}
        ruleIsFree
        submit="Add lot"
        cancel={`/purchasing-systems/${system.id}/manage`}
      >
        <input type="hidden" name="key" value={key} />
      </LotForm>
    </>
  );
}
