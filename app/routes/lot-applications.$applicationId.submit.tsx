import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { checkApplication } from '../domain/lot-applications/application-overview.server.ts';
import { submitLotApplication } from '../domain/lot-applications/application-submission.server.ts';
import { OfRevision } from '../domain/lot-applications/lot-application-form.ts';
import { getLotApplicationToWrite } from '../domain/lot-applications/lot-applications.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { FormPage } from '../ui/form.tsx';
import { Answers, FailingAnswers, Gaps, lotInWords } from '../ui/lot-application.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Check and submit – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const application = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
    return { application, ...(await checkApplication(db, actor, application)) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: OfRevision });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getLotApplicationToWrite(db, actor, idParam(params.applicationId, 'Application'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { dueOn } = await submitLotApplication(db, actor, { id, revision: submission.value.revision });
      const notice = `Application submitted: the decision is due by ${formatDate(dueOn)}`;
      return redirectWithNotice(`/lot-applications/${id}`, notice);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function SubmitLotApplicationPage() {
  const { application, gaps } = useLoaderData<typeof loader>();
  const address = `/lot-applications/${application.id}`;
  const isDraft = application.status === 'draft';
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {lotInWords(application)}
          </Link>
        }
        title="Check your answers"
        lead={`What ${application.leadName} will read.`}
      />
      <div className="max-w-[760px]">
        {isDraft && gaps.length > 0 && (
          <Section id="missing" title="What is missing" lead="It can be submitted once these are seen to.">
            <Gaps gaps={gaps} edit={`${address}/edit`} />
          </Section>
        )}
        <Section title="Answers">
          <Answers questions={application.questions} {...(isDraft && { edit: `${address}/edit` })} />
        </Section>
        <Submit />
      </div>
    </>
  );
}

function Submit() {
  const { application, gaps, failing } = useLoaderData<typeof loader>();
  const [form] = useForm({ id: 'submit', lastResult: useActionData<typeof action>() ?? null });
  if (application.status !== 'draft') {
    return (
      <Section title="This application is not a draft any more">
        <ErrorSummary errors={form.allErrors} />
        <Link className="link" to={`/lot-applications/${application.id}`}>
          See where it stands
        </Link>
      </Section>
    );
  }
  if (gaps.length > 0) {
    return (
      <div className="mt-6">
        <ErrorSummary errors={form.allErrors} />
        <ButtonLink to={`/lot-applications/${application.id}/edit`}>Edit answers</ButtonLink>
      </div>
    );
  }
  return (
    <Section
      title="Submit"
      lead={`The decision is due ${application.evaluationDays} working days after today. Until somebody has scored it you may take it back to change it; the time then begins anew.`}
    >
      <FormPage id={form.id} errors={form.allErrors}>
        <input type="hidden" name="revision" value={application.revision} />
        <FailingAnswers questions={failing} />
        <Button>Submit application</Button>
      </FormPage>
    </Section>
  );
}
