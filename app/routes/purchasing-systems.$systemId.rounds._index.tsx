import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { NewRound, type RoundFields } from '../domain/purchasing-systems/application-round-form.ts';
import { addRound, listRounds } from '../domain/purchasing-systems/application-rounds.server.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { RoundForm } from '../ui/round-form.tsx';
import { RoundTable } from '../ui/round-table.tsx';
import { SystemLink } from '../ui/system-link.tsx';

export const meta: MetaFunction = () => [{ title: 'Application rounds – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    const { id, title, takesApplications, status } = system;
    return {
      key: randomUUID(),
      system: { id, title },
      inRounds: takesApplications === 'in_rounds',
      hasEnded: status === 'ended',
      rounds: await listRounds(db, id),
    };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewRound });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await addRound(db, actor, { systemId, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${systemId}/rounds`, 'Round added');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function RoundsPage() {
  const { key, system, inRounds, hasEnded, rounds } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<RoundFields>({ id: 'round', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={<SystemLink system={system} />}
        title="Application rounds"
        lead="Providers apply while a round is open. Times are London’s; one round is open at a time."
      />
      <div className="max-w-[760px]">
        {rounds.length > 0 ? (
          <RoundTable rounds={rounds} link={(round) => `/purchasing-systems/${system.id}/rounds/${round.id}`} />
        ) : (
          <EmptyState title="No round yet">
            {inRounds ? 'Add the first one below.' : 'This purchasing system takes applications at any time.'}
          </EmptyState>
        )}
      </div>
      {inRounds && !hasEnded && (
        <Section title="Add a round">
          <RoundForm form={form} submit="Add round">
            <input type="hidden" name="key" value={key} />
          </RoundForm>
        </Section>
      )}
      {!inRounds && !hasEnded && (
        <p className="mt-6">
          <ButtonLink to={`/purchasing-systems/${system.id}/edit`} look="secondary">
            Change when it takes applications
          </ButtonLink>
        </p>
      )}
    </>
  );
}
