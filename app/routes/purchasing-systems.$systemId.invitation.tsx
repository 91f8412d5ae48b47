import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { KIND_LABELS, REGIME_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { answerInvitation, getOpenInvitation } from '../domain/purchasing-systems/system-invitations.server.ts';
import { InvitationAnswer } from '../domain/purchasing-systems/system-member-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { addDays, formatDate, londonDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Invitation to a purchasing system – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const systemId = idParam(params.systemId, 'Purchasing system');
    const { system, invitedAt } = await getOpenInvitation(db, actor, systemId);
    return { system, invitedAt, authorityName: actor.organisationName };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: InvitationAnswer });
  return withActor(request, async ({ db, actor }) => {
    const systemId = idParam(params.systemId, 'Purchasing system');
    await getOpenInvitation(db, actor, systemId);
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    const { answer } = submission.value;
    const { title } = await answerInvitation(db, actor, { systemId, answer });
    return answer === 'accepted'
      ? redirectWithNotice(`/purchasing-systems/${systemId}`, `You have joined “${title}”, from today`)
      : redirectWithNotice('/purchasing-systems', `You have declined to join “${title}”`);
  });
}

export default function InvitationPage() {
  const { system, invitedAt, authorityName } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/purchasing-systems/${system.id}`}>
            {system.title}
          </Link>
        }
        title={`Join “${system.title}”?`}
        lead={`${system.leadName} asked ${authorityName} to join on ${formatDate(londonDate(invitedAt))}.`}
      />
      <div className="mb-8 max-w-[640px]">
        <SummaryList
          rows={[
            { name: 'Kind', value: `${KIND_LABELS[system.kind]}, ${REGIME_LABELS[system.regime]}` },
            { name: 'In force', value: `${formatDate(system.startsOn)} to ${formatDate(addDays(system.endsOn, -1))}` },
            { name: 'Lots', value: system.lots.map((lot) => lot.title).join(', ') || 'None yet' },
            { name: 'Members', value: countOf(system.members.length, 'authority', 'authorities') },
          ]}
        />
      </div>
      <FormPage id="answer" errors={lastResult?.error ? { '': ['Choose whether to accept or decline'] } : {}}>
        <div className="prose">
          <p>When you accept, {authorityName} is a member from today:</p>
          <ul>
            <li>your brokers see its providers’ prices and buy places under it, on the lead’s terms</li>
            <li>its providers see that you may buy, as does anyone once it is published</li>
          </ul>
          <p>When you decline, {system.leadName} learns so, and may ask again.</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button name="answer" value="accepted">
            Accept and join
          </Button>
          <Button name="answer" value="declined" look="secondary">
            Decline
          </Button>
        </div>
      </FormPage>
    </>
  );
}
