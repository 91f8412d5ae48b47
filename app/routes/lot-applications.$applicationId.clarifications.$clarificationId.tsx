import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { answerClarification, getClarification } from '../domain/lot-applications/clarifications.server.ts';
import { ClarificationAnswer } from '../domain/lot-applications/lot-application-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { lotInWords } from '../ui/lot-application.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Answer a question – Sufficiency Market' }];

const idsOf = ({ params }: Pick<LoaderFunctionArgs, 'params'>) => ({
  applicationId: idParam(params.applicationId, 'Application'),
  clarificationId: idParam(params.clarificationId, 'Question'),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { application, clarification } = await getClarification(db, actor, idsOf({ params }));
    const { id, status, leadName } = application;
    return { id, leadName, lot: lotInWords(application), clarification, isOpen: status === 'submitted' };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: ClarificationAnswer });
  return withActor(
    request,
    async ({ db, actor }) => {
      const ids = idsOf({ params });
      await getClarification(db, actor, ids);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { dueOn } = await answerClarification(db, actor, { ...ids, answer: submission.value.answer });
      const notice = `Answer sent: the decision is due by ${formatDate(dueOn)}`;
      return redirectWithNotice(`/lot-applications/${ids.applicationId}`, notice);
    },
    {
      onConflict: (message) =>
        data(submission.reply({ formErrors: [`${message}. Yours is not sent.`] }), { status: 409 }),
    },
  );
}

export default function AnswerClarificationPage() {
  const { id, leadName, lot, clarification, isOpen } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ answer: string }>({ id: 'clarification', lastResult: lastResult ?? null });
  const canAnswer = isOpen && clarification.answer === null;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/lot-applications/${id}`}>
            {lot}
          </Link>
        }
        title={`A question from ${leadName}`}
        lead={`To be answered by ${formatDate(clarification.answerDueOn)}. The clock stands until you answer, at the longest to the end of that day.`}
      />
      <blockquote className="mb-6 max-w-[640px] border-l-4 border-accent pl-4 whitespace-pre-wrap break-words">
        {clarification.question}
      </blockquote>
      {!canAnswer && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            {clarification.answer === null
              ? 'It can be answered while the application is being evaluated, which it is not now.'
              : 'This question is answered. An answer does not change any more.'}
          </Warning>
        </div>
      )}
      {clarification.answer !== null && (
        <p className="mb-6 max-w-[65ch] whitespace-pre-wrap break-words">{clarification.answer}</p>
      )}
      {canAnswer || lastResult ? (
        <FormPage id={form.id} errors={form.allErrors}>
          <TextArea field={fields.answer} label="Your answer" rows={8} hint="It is sent at once, and once" />
          <Button>Send answer</Button>
        </FormPage>
      ) : (
        <ButtonLink to={`/lot-applications/${id}`} look="secondary">
          Back to the application
        </ButtonLink>
      )}
    </>
  );
}
