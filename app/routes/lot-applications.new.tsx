import { randomUUID } from 'node:crypto';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import {
  findOpenApplication,
  findWindow,
  getLotToJoin,
  listObstacles,
} from '../domain/lot-applications/application-checks.server.ts';
import { requireApplicant, startLotApplication } from '../domain/lot-applications/application-commands.server.ts';
import { NewLotApplication } from '../domain/lot-applications/lot-application-form.ts';
import { listQuestions } from '../domain/selection-questions/selection-questions.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { StartLotApplication } from '../ui/start-lot-application.tsx';

export const meta: MetaFunction = () => [{ title: 'Apply to a lot – Sufficiency Market' }];

const lotOf = (request: Request) => idParam(new URL(request.url).searchParams.get('lot') ?? undefined, 'Lot');

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireApplicant(actor);
    const lot = await getLotToJoin(db, lotOf(request));
    const begun = await findOpenApplication(db, actor, lot.lotId);
    if (begun) throw redirect(`/lot-applications/${begun.id}`);
    const { lotId, systemId } = lot;
    const { round } = await findWindow(db, lot);
    const questions = await listQuestions(db, actor, { systemId, lotId });
    return {
      formKey: randomUUID(),
      lot,
      closesAt: round?.closesAt ?? null,
      questions: questions.length,
      obstacles: await listObstacles(db, actor, lot),
    };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewLotApplication });
  return withActor(
    request,
    async ({ db, actor }) => {
      requireApplicant(actor);
      const lotId = lotOf(request);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { id } = await startLotApplication(db, actor, { lotId, key: submission.value.key });
      return redirectWithNotice(`/lot-applications/${id}`, 'Application begun: what your profile has is filled in');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewLotApplicationPage() {
  const { lot, ...start } = useLoaderData<typeof loader>();
  return (
    <StartLotApplication
      lot={lot}
      {...start}
      lastResult={useActionData<typeof action>() ?? null}
      context={
        <Link className="link" to={`/purchasing-systems/${lot.systemId}`}>
          {lot.systemTitle}
        </Link>
      }
    />
  );
}
