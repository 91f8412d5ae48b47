import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { LIMITS } from '../domain/accounts/attempt-limits.server.ts';
import { APPLICANT_KINDS, type ApplicantKind } from '../domain/organisation-applications/application.ts';
import {
  authorityApplicationSchema,
  ProviderApplication,
} from '../domain/organisation-applications/application-form.ts';
import {
  applyForOrganisation,
  listFreeAreas,
  listOperatorAddresses,
} from '../domain/organisation-applications/applications.server.ts';
import { clientNetworkOf, mayTry } from '../http/attempts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { withVisitor } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { AuthorityApplicationForm, ProviderApplicationForm } from '../ui/application-forms.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { TaskList } from '../ui/task-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Apply for an organisation – Sufficiency Market' }];

function kindOf(request: Request): ApplicantKind | undefined {
  const asked = new URL(request.url).searchParams.get('kind');
  return APPLICANT_KINDS.find((kind) => kind === asked);
}

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async ({ db }) => {
    const kind = kindOf(request) ?? null;
    const received = new URL(request.url).searchParams.has('received');
    return { kind, received, areas: kind === 'authority' ? await listFreeAreas(db) : [] };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const kind = kindOf(request);
  if (!kind) throw redirect('/apply');
  const form = await formDataOf(request);
  const areas = await withVisitor(request, async ({ db }) => (kind === 'authority' ? listFreeAreas(db) : []));
  const schema =
    kind === 'provider'
      ? ProviderApplication
      : authorityApplicationSchema((code) => areas.some(({ onsCode }) => onsCode === code));
  const submission = parseWithZod(form, { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const application = submission.value;
  const tries = [
    { limit: LIMITS.applicationByAddress, whom: clientNetworkOf(request) },
    { limit: LIMITS.applicationByEmail, whom: application.applicantEmail },
  ];
  if (!(await mayTry(tries))) {
    const refusal = 'Too many applications from here. Wait an hour, then try again.';
    return data(submission.reply({ formErrors: [refusal] }), { status: 429 });
  }
  const operators = await asIdentity(listOperatorAddresses);
  await withVisitor(request, ({ db }) =>
    applyForOrganisation(db, application, { operators, publicUrl: config.publicUrl }),
  );
  return redirect('/apply?received');
}

export default function ApplyPage() {
  const { kind, received, areas } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  if (received) return <Received />;
  if (!kind) return <Choose />;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/apply">
            Apply for another kind of organisation
          </Link>
        }
        title={kind === 'provider' ? 'Apply as a provider' : 'Apply as a local authority'}
        lead="The operator checks what you enter against public registers, then sends you a link to join, or says why not."
      />
      {kind === 'provider' ? (
        <ProviderApplicationForm lastResult={lastResult} />
      ) : (
        <AuthorityApplicationForm lastResult={lastResult} areas={areas} />
      )}
    </>
  );
}

function Choose() {
  return (
    <>
      <PageHeader
        title="Apply for an organisation"
        lead="For organisations that are not here yet. If yours is here, one of its administrators invites you instead."
      />
      <div className="max-w-[760px]">
        <TaskList
          tasks={[
            {
              to: '/apply?kind=provider',
              label: 'Provider of placements',
              state: 'with services that Ofsted registers',
            },
            {
              to: '/apply?kind=authority',
              label: 'Local authority',
              state: 'with a duty to children looked after',
            },
          ]}
        />
      </div>
    </>
  );
}

function Received() {
  return (
    <>
      <PageHeader title="Application received" />
      <div className="prose">
        <p>
          We have sent an e-mail to the address you entered. The operator checks your application against public
          registers; you get a link to join once it is admitted, or the reason if it is not.
        </p>
      </div>
      <div className="mt-6">
        <ButtonLink to="/" look="secondary">
          Go to the first page
        </ButtonLink>
      </div>
    </>
  );
}
