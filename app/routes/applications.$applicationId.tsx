import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { APPLICANT_KIND_LABELS } from '../domain/organisation-applications/application.ts';
import {
  admitOrganisation,
  refuseApplication,
} from '../domain/organisation-applications/application-decisions.server.ts';
import { Decision } from '../domain/organisation-applications/application-form.ts';
import { getApplication } from '../domain/organisation-applications/applications.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, londonDate } from '../lib/dates.ts';
import { ApplicationChecks } from '../ui/application-checks.tsx';
import { ApplicationStatusTag } from '../ui/application-status.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? 'Application'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => getApplication(db, actor, idParam(params.applicationId, 'Application')));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { id, name } = await getApplication(db, actor, idParam(params.applicationId, 'Application'));
    const submission = parseWithZod(await formDataOf(request), { schema: Decision });
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    if (submission.value.intent === 'admit') {
      await admitOrganisation(db, actor, { id, publicUrl: config.publicUrl });
      return redirectWithNotice('/applications', `${name} is admitted: the applicant has a link to join`);
    }
    await refuseApplication(db, actor, { id, reason: submission.value.reason });
    return redirectWithNotice('/applications', `${name} is refused: the applicant has the reason`);
  });
}

export default function ApplicationPage() {
  const application = useLoaderData<typeof loader>();
  const { kind, name, status, submittedAt } = application;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/applications">
            Applications
          </Link>
        }
        title={name}
        lead={
          <>
            {APPLICANT_KIND_LABELS[kind]} · received {formatDate(londonDate(submittedAt))}{' '}
            <ApplicationStatusTag status={status} />
          </>
        }
      />
      <div className="max-w-[760px]">
        <ApplicationChecks application={application} />
        {status === 'waiting' ? <Decide /> : <Decided />}
      </div>
    </>
  );
}

function Decide() {
  const { applicantEmail } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ intent: string; reason?: string }>({
    id: 'refuse',
    lastResult: lastResult ?? null,
  });
  return (
    <>
      <Section
        title="Admit"
        lead={`Makes the organisation and sends ${applicantEmail} a link to join as its administrator. Check the numbers in the public registers first.`}
      >
        <Form method="post">
          <Button name="intent" value="admit">
            Admit organisation
          </Button>
        </Form>
      </Section>
      <Section title="Refuse" lead="The applicant gets your reason by e-mail, word for word.">
        <FormPage id="refuse" errors={form.allErrors}>
          <TextArea field={fields.reason} label="Reason" rows={4} />
          <Button name="intent" value="refuse" look="danger">
            Refuse application
          </Button>
        </FormPage>
      </Section>
    </>
  );
}

function Decided() {
  const { status, decidedBy, decidedAt, reason } = useLoaderData<typeof loader>();
  return (
    <Section title={status === 'admitted' ? 'Admitted' : 'Refused'}>
      <p>
        By {decidedBy ?? 'somebody who is no longer here'}
        {decidedAt && `, on ${formatDate(londonDate(decidedAt))}`}.
      </p>
      {reason && <p className="mt-3 max-w-[65ch] whitespace-pre-wrap break-words">{reason}</p>}
    </Section>
  );
}
