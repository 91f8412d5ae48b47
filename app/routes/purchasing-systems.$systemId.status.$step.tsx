import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { EndStep, PlainStep } from '../domain/purchasing-systems/purchasing-system-form.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { stepNamed } from '../domain/purchasing-systems/system-status.ts';
import { listObstacles, requireStep, takeStep } from '../domain/purchasing-systems/system-status-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { ObstacleList } from '../ui/obstacle-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SystemLink } from '../ui/system-link.tsx';
import { STEP_WORDS } from '../ui/system-step.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? STEP_WORDS[data.step].button : 'Purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const step = stepNamed(params.step);
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    requireStep(system, step);
    const { id, title, kind, revision, takesApplications } = system;
    const obstacles = await listObstacles(db, system, step, todayInLondon());
    return { step, system: { id, title, kind, takesApplications }, revision, obstacles };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const submission =
    params.step === 'end' ? parseWithZod(form, { schema: EndStep }) : parseWithZod(form, { schema: PlainStep });
  return withActor(
    request,
    async ({ db, actor }) => {
      const step = stepNamed(params.step);
      const { id } = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await takeStep(db, actor, {
        ...{ id, step, publicUrl: config.publicUrl },
        today: todayInLondon(),
        ...submission.value,
      });
      return redirectWithNotice(`/purchasing-systems/${id}/manage`, STEP_WORDS[step].done);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function StepPage() {
  const { step, system, revision, obstacles } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ revision: string; reason?: string }>({ id: 'step', lastResult: lastResult ?? null });
  const words = STEP_WORDS[step];
  const back = `/purchasing-systems/${system.id}/manage`;
  if (obstacles.length > 0)
    return (
      <>
        <PageHeader context={<SystemLink system={system} />} title={words.title} />
        <div className="max-w-[640px] space-y-6">
          <ObstacleList systemId={system.id} lead="Not ready yet. Before you can:" obstacles={obstacles} />
          <ButtonLink to={back} look="secondary">
            Back
          </ButtonLink>
        </div>
      </>
    );
  return (
    <>
      <PageHeader context={<SystemLink system={system} />} title={words.title} />
      <FormPage id="step" errors={form.allErrors}>
        <input type="hidden" name="revision" value={fields.revision.initialValue ?? revision} />
        <div className="prose">
          <p>{words.when}</p>
          <ul>
            {words.consequences(system).map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
        </div>
        {step === 'end' && (
          <TextArea field={fields.reason} label="Reason" hint="Kept in your organisation’s audit" rows={3} />
        )}
        <div className="flex flex-wrap gap-3">
          <Button {...(step === 'end' ? { look: 'danger' as const } : {})}>{words.button}</Button>
          <ButtonLink to={back} look="secondary">
            Keep it as it is
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
