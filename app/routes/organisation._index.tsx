import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { TwoFactorRule } from '../domain/accounts/member-form.ts';
import { canManageMembers } from '../domain/accounts/organisation-policy.ts';
import { getOrganisation, requireTwoFactor } from '../domain/accounts/organisations.server.ts';
import { canReadAudit } from '../domain/audit/audit-policy.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { Button } from '../ui/button.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import { TaskList } from '../ui/task-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Your organisation – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor, person }) => ({
    organisation: await getOrganisation(db, actor),
    manages: canManageMembers(actor),
    readsAudit: canReadAudit(actor),
    hasTwoFactor: person.twoFactorEnabled,
    memberships: person.memberships,
  }));
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const submission = parseWithZod(await formDataOf(request), { schema: TwoFactorRule });
    const required = submission.status === 'success' && submission.value.twoFactor === 'required';
    if (submission.status !== 'success') throw data({ message: 'Choose required or optional' }, { status: 400 });
    await requireTwoFactor(db, actor, required);
    const notice = required
      ? 'Two-factor is required: whoever has none is asked to set it up at their next page'
      : 'Two-factor is each person’s own choice';
    return redirectWithNotice('/organisation', notice);
  });
}

const KINDS = { authority: 'Local authority', provider: 'Provider', operator: 'Operator of this portal' };

export default function OrganisationPage() {
  const { organisation, memberships, readsAudit } = useLoaderData<typeof loader>();
  const { name, kind, onsCode, areaName, companyNumber, charityNumber, members } = organisation;
  const rows = [
    { name: 'Kind', value: KINDS[kind] },
    ...(onsCode ? [{ name: 'Area and ONS code', value: `${areaName}, ${onsCode}` }] : []),
    ...(companyNumber ? [{ name: 'Companies House number', value: companyNumber }] : []),
    ...(charityNumber ? [{ name: 'Charity number', value: charityNumber }] : []),
    { name: 'People', value: countOf(members, 'member') },
  ];
  const tasks = [
    { to: '/organisation/members', label: 'Members and invitations' },
    ...(readsAudit ? [{ to: '/organisation/audit', label: 'Audit: who did what, and when' }] : []),
    { to: '/account/api-tokens', label: 'Your API tokens' },
    ...(memberships > 1 ? [{ to: '/organisation/choose', label: 'Switch to another organisation' }] : []),
  ];
  return (
    <>
      <PageHeader title={name} lead="What this portal holds of your organisation, and who acts for it." />
      <div className="max-w-[760px]">
        <SummaryList rows={rows} />
        <div className="mt-6">
          <TaskList tasks={tasks} />
        </div>
        <TwoFactor />
      </div>
    </>
  );
}

function TwoFactor() {
  const { organisation, manages, hasTwoFactor } = useLoaderData<typeof loader>();
  const { requiresTwoFactor, members, withoutTwoFactor } = organisation;
  return (
    <Section
      title="Two-factor sign-in"
      lead={
        requiresTwoFactor
          ? 'Required: everybody here signs in with a code from their phone besides their password.'
          : 'Optional: each person decides whether to sign in with a code from their phone besides their password.'
      }
    >
      {manages && (
        <Form method="post" className="space-y-4">
          {withoutTwoFactor > 0 && (
            <Warning>
              {withoutTwoFactor} of {countOf(members, 'member')} {withoutTwoFactor === 1 ? 'has' : 'have'} none yet
              {requiresTwoFactor
                ? ', and set it up before they go on.'
                : ': once it is required, they set it up before they go on.'}
              {!requiresTwoFactor && !hasTwoFactor && ' You are one of them: your next page is where you set it up.'}
            </Warning>
          )}
          {requiresTwoFactor ? (
            <Button name="twoFactor" value="optional" look="secondary">
              Make two-factor optional
            </Button>
          ) : (
            <Button name="twoFactor" value="required">
              Require two-factor
            </Button>
          )}
        </Form>
      )}
      {!manages && (
        <p className="text-table text-muted">
          Who manages your organisation decides this: see{' '}
          <Link className="link" to="/organisation/members">
            members
          </Link>
          .
        </p>
      )}
    </Section>
  );
}
