import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { fillLotApplication } from '../domain/lot-applications/application-commands.server.ts';
import { checkApplication } from '../domain/lot-applications/application-overview.server.ts';
import { canWriteLotApplication } from '../domain/lot-applications/lot-application-policy.ts';
import { getLotApplication } from '../domain/lot-applications/lot-applications.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Answers, FailingAnswers, Gaps, LotApplicationStatusTag, lotInWords } from '../ui/lot-application.tsx';
import { Clarifications, WhereItStands } from '../ui/lot-application-clock.tsx';
import { Notes } from '../ui/lot-application-notes.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? lotInWords(data.application) : 'Application'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.applicationId, 'Application');
    if (isFrom(actor, 'authority')) throw redirect(`/evaluations/${id}`);
    const application = await getLotApplication(db, actor, id);
    const canWrite = canWriteLotApplication(actor, application);
    return { application, canWrite, ...(await checkApplication(db, actor, application)) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.applicationId, 'Application');
    const { filled } = await fillLotApplication(db, actor, { id });
    const notice =
      filled > 0 ? `${countOf(filled, 'answer')} filled from your profile` : 'Your profile has no more answers';
    return redirectWithNotice(`/lot-applications/${id}`, notice);
  });
}

export default function LotApplicationPage() {
  const { application, canWrite, left, gaps, failing } = useLoaderData<typeof loader>();
  const { id, status, submission, questions } = application;
  const address = `/lot-applications/${id}`;
  const isDraft = status === 'draft';
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/lot-applications">
            Applications
          </Link>
        }
        title={lotInWords(application)}
        lead={
          <>
            {application.systemTitle} <LotApplicationStatusTag status={status} />
          </>
        }
        action={
          isDraft &&
          canWrite && (
            <>
              <ButtonLink to={`${address}/edit`} look="secondary">
                Edit answers
              </ButtonLink>
              <ButtonLink to={`${address}/submit`}>Check and submit</ButtonLink>
            </>
          )
        }
      />
      <div className="max-w-[760px]">
        <div className="space-y-6">
          <Notes application={application} />
          <WhereItStands application={application} left={left} />
          {application.decidedAt && (
            <Link className="link font-medium" to={`${address}/outcome`}>
              Read your scores and the reasons
            </Link>
          )}
        </div>
        {isDraft && (
          <Section
            id="missing"
            title="What is missing"
            lead={gaps.length === 0 ? 'Nothing: it can be submitted.' : 'See to these before you submit it.'}
          >
            <div className="space-y-4">
              {gaps.length > 0 && <Gaps gaps={gaps} edit={`${address}/edit`} />}
              {gaps.length > 0 && canWrite && (
                <Form method="post">
                  <Button look="secondary">Fill from your profile</Button>
                </Form>
              )}
              <FailingAnswers questions={failing} />
            </div>
          </Section>
        )}
        {submission > 0 && (
          <Section title={`Questions from ${application.leadName}`} id="questions">
            <Clarifications application={application} canAnswer={canWrite && status === 'submitted'} />
          </Section>
        )}
        <Section title="Answers">
          {questions.length > 0 ? (
            <Answers questions={questions} {...(isDraft && canWrite && { edit: `${address}/edit` })} />
          ) : (
            <p className="text-muted">No questions are asked of applicants.</p>
          )}
        </Section>
        {canWrite && (isDraft || status === 'submitted') && (
          <div className="mt-12 flex flex-wrap gap-3">
            {status === 'submitted' && (
              <ButtonLink to={`${address}/reopen`} look="secondary">
                Change this application
              </ButtonLink>
            )}
            <ButtonLink to={`${address}/withdraw`} look="secondary">
              {submission === 0 ? 'Discard this draft' : 'Withdraw this application'}
            </ButtonLink>
          </div>
        )}
      </div>
    </>
  );
}
