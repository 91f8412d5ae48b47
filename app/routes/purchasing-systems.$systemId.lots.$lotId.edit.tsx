import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { saveLot } from '../domain/purchasing-systems/lot-commands.server.ts';
import {
  EditedLot,
  type LotFields,
  MarketLot,
  PublishedLot,
  toLotFields,
} from '../domain/purchasing-systems/lot-form.ts';
import { getLotToRun, isRuleFree } from '../domain/purchasing-systems/lots.server.ts';
import { freezesConditions, isPublished } from '../domain/purchasing-systems/system-status.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { LotForm } from '../ui/lot-form.tsx';
import { FixedLot } from '../ui/lot-terms.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Change a lot – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { system, lot } = await getLotToRun(db, actor, lotKey(params));
    const { id, title, kind, status } = system;
    return {
      system: { id, title, kind },
      lot,
      isPublished: isPublished({ status }),
      isFrozen: freezesConditions({ kind, status }),
      ruleIsFree: await isRuleFree(db, system, lot.id),
      stored: toLotFields(lot),
    };
  });
}

const lotKey = (params: LoaderFunctionArgs['params']) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  lotId: idParam(params.lotId, 'Lot'),
});

const NOT_SAVED = 'What you typed is below and is not saved.';

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  // A form of a draft's lot names its number; one that was published meanwhile is a conflict, with all that was typed. That of a lot of a
  // dynamic market has no description.
  const submission = form.has('number')
    ? parseWithZod(form, { schema: EditedLot })
    : parseWithZod(form, { schema: form.has('description') ? PublishedLot : MarketLot });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = lotKey(params);
      await getLotToRun(db, actor, key);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveLot(db, actor, { ...key, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${key.systemId}/manage`, 'Lot saved');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${NOT_SAVED}`] }), { status: 409 }) },
  );
}

export default function EditLotPage() {
  const { system, lot, isPublished, isFrozen, ruleIsFree, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<LotFields>({ id: 'lot', lastResult: lastResult ?? null, defaultValue: stored });
  const address = `/purchasing-systems/${system.id}`;
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title={`Change lot ${lot.number}: ${lot.title}`}
        action={
          !isPublished && (
            <ButtonLink to={`${address}/lots/${lot.id}/remove`} look="danger">
              Remove lot
            </ButtonLink>
          )
        }
      />
      {isPublished && <FixedLot lot={lot} ruleIsFree={ruleIsFree} isFrozen={isFrozen} />}
      <LotForm
        form={form}
        isPublished={isPublished}
        isFrozen={isFrozen}
        ruleIsFree={ruleIsFree}
        submit="Save lot"
        cancel={`${address}/manage`}
      >
        <input type="hidden" name="revision" value={fields.revision.initialValue ?? stored.revision} />
      </LotForm>
    </>
  );
}
