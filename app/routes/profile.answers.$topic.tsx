import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import {
  getProfileTopic,
  getProfileTopicToWrite,
  saveProfileAnswers,
} from '../domain/provider-profile/profile-answers.server.ts';
import { profileAnswersForm } from '../domain/provider-profile/profile-answers-form.ts';
import { canBid } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { type AnswerFields, toAnswerFields } from '../domain/selection-questions/answer-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { AnswerField } from '../ui/answer-field.tsx';
import { AnswerList } from '../ui/answer-list.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.topic ?? 'Profile'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const topic = await getProfileTopic(db, actor, params.topic ?? '');
    const { answers } = toAnswerFields(topic.questions, topic.answers);
    return { ...topic, stored: { answers, version: topic.version }, canKeep: canBid(actor) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const slug = params.topic ?? '';
  const { topic, questions } = await withActor(request, ({ db, actor }) => getProfileTopicToWrite(db, actor, slug));
  const submission = parseWithZod(await formDataOf(request), { schema: profileAnswersForm(questions) });
  return withActor(
    request,
    async ({ db, actor }) => {
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveProfileAnswers(db, actor, { slug, ...submission.value });
      return redirectWithNotice('/profile', `Answers saved: ${topic}`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${KEPT}`] }), { status: 409 }) },
  );
}

const KEPT = 'What you typed is below and is not saved: open the page in another tab to see what is there now';

export default function ProfileAnswersPage() {
  const { topic, questions, answers, stored, canKeep } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<AnswerFields & { version: string }>({
    id: 'answers-form',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  const answerFields = fields.answers.getFieldset();
  const lead = 'Answered once, and used in every application that asks the same.';
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/profile">
            Profile
          </Link>
        }
        title={topic}
        lead={canKeep ? `${lead} You can leave an answer for later.` : lead}
      />
      {canKeep ? (
        <FormPage id={form.id} errors={form.allErrors}>
          <input type="hidden" name="version" value={fields.version.initialValue ?? stored.version} />
          {questions.map((question) => {
            const field = answerFields[question.id];
            return field && <AnswerField key={question.id} field={field} question={question} documents={[]} />;
          })}
          <div className="flex flex-wrap gap-3">
            <Button>Save answers</Button>
            <ButtonLink to="/profile" look="secondary">
              Cancel
            </ButtonLink>
          </div>
        </FormPage>
      ) : (
        <AnswerList questions={questions} answers={answers} />
      )}
    </>
  );
}
