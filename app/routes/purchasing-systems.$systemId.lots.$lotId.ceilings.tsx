import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { getGridToCap, saveCeilings } from '../domain/purchasing-systems/ceilings.server.ts';
import { type CeilingsFields, ceilingsForm, toCeilingsFields } from '../domain/purchasing-systems/price-model-form.ts';
import { isPublished } from '../domain/purchasing-systems/system-status.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { CeilingsForm } from '../ui/ceilings-form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Price ceilings – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { system, lot, points, addOns } = await getGridToCap(db, actor, lotKey(params));
    return {
      system: { id: system.id, title: system.title },
      isPublished: isPublished(system),
      lot,
      points,
      addOns,
      stored: toCeilingsFields({ points, addOns }, lot),
    };
  });
}

const lotKey = (params: LoaderFunctionArgs['params']) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  lotId: idParam(params.lotId, 'Lot'),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  let submission: ReturnType<typeof parse> | undefined;
  const parse = (...of: Parameters<typeof ceilingsForm>) => parseWithZod(form, { schema: ceilingsForm(...of) });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = lotKey(params);
      const { system, lot, ...grid } = await getGridToCap(db, actor, key);
      submission = parse(grid, { needsReason: isPublished(system) });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const told = await saveCeilings(db, actor, { ...key, ...submission.value, publicUrl: config.publicUrl });
      return redirectWithNotice(`/purchasing-systems/${key.systemId}/manage`, savedNotice(lot.number, told));
    },
    {
      onConflict: (message) => {
        if (!submission) throw data({ message }, { status: 409 });
        return data(submission.reply({ formErrors: [`${message}. What you typed is below and is not saved.`] }), {
          status: 409,
        });
      },
    },
  );
}

function savedNotice(lot: number, told: number | undefined): string {
  if (told === undefined) return `No ceiling of lot ${lot} was changed`;
  return `Ceilings of lot ${lot} saved${told > 0 ? `: ${countOf(told, 'provider is', 'providers are')} told by e-mail` : ''}`;
}

export default function CeilingsPage() {
  const { system, isPublished, lot, points, addOns, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<CeilingsFields>({
    id: 'ceilings-form',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title={`Price ceilings of lot ${lot.number}`}
        lead={`${lot.title}. No schedule may ask more than its ceilings, a week unless they say otherwise; anyone can read them. Leave one empty for none. Prices approved before stay as they are.`}
      />
      <CeilingsForm
        form={form}
        ceilings={fields.ceilings}
        reason={isPublished ? fields.reason : null}
        hours={lot.priceModel === 'support_hours' ? fields : null}
        points={points}
        addOnCeilings={fields.addOnCeilings}
        addOns={addOns}
        revision={fields.revision.initialValue?.toString() ?? stored.revision}
        back={`/purchasing-systems/${system.id}/lots/${lot.id}/prices`}
        cancel={`/purchasing-systems/${system.id}/manage`}
      />
    </>
  );
}
