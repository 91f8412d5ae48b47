import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { missingParts } from '../domain/monitoring/monitoring-visit.ts';
import { Finalisation } from '../domain/monitoring/monitoring-visit-form.ts';
import { getDraftToWrite } from '../domain/monitoring/monitoring-visits.server.ts';
import { finaliseVisit } from '../domain/monitoring/visit-commands.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Finish the report – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const visit = await getDraftToWrite(db, actor, idParam(params.visitId, 'Visit'));
    const { id, providerName, revision, actions } = visit;
    return { id, providerName, revision, actions: actions.length, missing: missingParts(visit) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.visitId, 'Visit');
    const submission = parseWithZod(await formDataOf(request), { schema: Finalisation });
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    await finaliseVisit(db, actor, { id, revision: submission.value.revision, publicUrl: config.publicUrl });
    return redirectWithNotice(`/monitoring-visits/${id}`, 'The report is finished: the provider can read it');
  });
}

export default function FinaliseVisitPage() {
  const { id, providerName, revision, actions, missing } = useLoaderData<typeof loader>();
  const address = `/monitoring-visits/${id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            Visit to {providerName}
          </Link>
        }
        title="Finish this report?"
      />
      <FormPage id="finalise" errors={{}}>
        <input type="hidden" name="revision" value={revision} />
        <div className="prose">
          <p>When you finish it:</p>
          <ul>
            <li>{providerName} can read it, and its managers and administrators get an e-mail</li>
            <li>authorities that share a purchasing system with yours can read it</li>
            <li>
              {actions === 0
                ? 'it asks nothing of the provider: it has no actions'
                : `${providerName} reports on ${countOf(actions, 'action')}, and you close ${actions === 1 ? 'it' : 'them'}`}
            </li>
            <li>what it says cannot be changed any more</li>
          </ul>
        </div>
        {missing.length > 0 && (
          <Warning>
            The report is not complete. Add {missing.join(', ')}:{' '}
            <Link className="link" to={`${address}/edit`}>
              edit the draft
            </Link>
            .
          </Warning>
        )}
        <div className="flex flex-wrap gap-3">
          {missing.length === 0 && <Button>Finish the report</Button>}
          <ButtonLink to={address} look="secondary">
            Keep as a draft
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
