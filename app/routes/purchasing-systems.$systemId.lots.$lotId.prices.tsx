import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getLotToRun } from '../domain/purchasing-systems/lots.server.ts';
import { modelNamed, usualPriceModel } from '../domain/purchasing-systems/price-model.ts';
import {
  PRICE_MODEL_LISTS,
  PriceModelForm as PriceModel,
  type PriceModelFields,
  toPriceModelFields,
} from '../domain/purchasing-systems/price-model-form.ts';
import { getPriceModel, listPricePoints, savePriceModel } from '../domain/purchasing-systems/price-models.server.ts';
import { fixesGrid } from '../domain/purchasing-systems/system-status.ts';
import { accommodationByCode } from '../domain/services/accommodation.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { FixedPrices, ModelChoice } from '../ui/price-model.tsx';
import { PriceModelForm } from '../ui/price-model-form.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'How a lot is priced – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { system, lot } = await getLotToRun(db, actor, lotKey(params));
    const asked = modelNamed(new URL(request.url).searchParams.get('model'));
    const saved = await getPriceModel(db, lot);
    const usual = asked && asked !== saved.model ? asked : null;
    const content = usual ? usualPriceModel(usual, accommodationByCode(lot.accommodationType).slug) : saved;
    return {
      system: { id: system.id, title: system.title },
      lot,
      isFixed: fixesGrid(system, { hasGrid: saved.isSaved }),
      isUsual: usual !== null || !saved.isSaved,
      points: await listPricePoints(db, [lot.id]),
      content,
      stored: toPriceModelFields(content, lot.revision),
    };
  });
}

const lotKey = (params: LoaderFunctionArgs['params']) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  lotId: idParam(params.lotId, 'Lot'),
});

const NOT_SAVED = 'What you typed is below and is not saved.';

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request, { lists: PRICE_MODEL_LISTS }), { schema: PriceModel });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = lotKey(params);
      await getLotToRun(db, actor, key);
      if (submission.status !== 'success')
        return data(submission.reply(), { status: submission.status === 'error' ? 400 : 200 });
      await savePriceModel(db, actor, { ...key, ...submission.value });
      const address = `/purchasing-systems/${key.systemId}/lots/${key.lotId}/ceilings`;
      return redirectWithNotice(address, 'Saved: this is the grid that providers price');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${NOT_SAVED}`] }), { status: 409 }) },
  );
}

export default function PricesPage() {
  const { system, lot, isFixed, isUsual, points, content, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<PriceModelFields>({
    id: 'prices',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  const cancel = `/purchasing-systems/${system.id}/manage`;
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title={`How lot ${lot.number} is priced`}
        lead={`${lot.title}. Its levels and bands make the grid that every provider fills in.`}
        action={
          points.length > 0 && (
            <ButtonLink to={`/purchasing-systems/${system.id}/lots/${lot.id}/ceilings`} look="secondary">
              Price ceilings
            </ButtonLink>
          )
        }
      />
      {isFixed && !lastResult ? (
        <FixedPrices points={points} content={content} />
      ) : (
        <>
          <ModelChoice model={fields.model.initialValue ?? stored.model} isUsual={isUsual} />
          <PriceModelForm
            form={form}
            revision={fields.revision.initialValue?.toString() ?? String(stored.revision)}
            cancel={cancel}
          />
        </>
      )}
    </>
  );
}
