import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { removeLot, requireRemovable } from '../domain/purchasing-systems/lot-commands.server.ts';
import { getLotToRun } from '../domain/purchasing-systems/lots.server.ts';
import { PlainStep } from '../domain/purchasing-systems/purchasing-system-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Remove a lot – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { system, lot } = await getLotToRun(db, actor, lotKey(params));
    requireRemovable(system);
    return { system: { id: system.id, title: system.title }, lot };
  });
}

const lotKey = (params: LoaderFunctionArgs['params']) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  lotId: idParam(params.lotId, 'Lot'),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: PlainStep });
  return withActor(request, async ({ db, actor }) => {
    const key = lotKey(params);
    const { lot } = await getLotToRun(db, actor, key);
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    await removeLot(db, actor, { ...key, revision: submission.value.revision });
    return redirectWithNotice(`/purchasing-systems/${key.systemId}/manage`, `Lot ${lot.number} is removed`);
  });
}

export default function RemoveLotPage() {
  const { system, lot } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader context={<SystemLink system={system} />} title={`Remove lot ${lot.number}: ${lot.title}?`} />
      <FormPage id="remove" errors={{}}>
        <input type="hidden" name="revision" value={lot.revision} />
        <p>How it is priced, its ceilings and the questions asked for it alone go with it. This cannot be undone.</p>
        <div className="flex flex-wrap gap-3">
          <Button look="danger">Remove lot {lot.number}</Button>
          <ButtonLink to={`/purchasing-systems/${system.id}/lots/${lot.id}/edit`} look="secondary">
            Keep it
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
