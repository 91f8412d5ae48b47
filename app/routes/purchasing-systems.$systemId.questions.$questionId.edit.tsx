import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { editQuestion, removeQuestion } from '../domain/selection-questions/question-commands.server.ts';
import { EditedQuestion, type QuestionFields, toQuestionFields } from '../domain/selection-questions/question-form.ts';
import { getQuestionToWrite, versionOf } from '../domain/selection-questions/selection-questions.server.ts';
import { getSetUp, keepsHistory, whyFixed } from '../domain/selection-questions/system-set-up.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { QuestionQuestions } from '../ui/question-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Change a selection question – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
    const id = idParam(params.questionId, 'Question');
    const question = await getQuestionToWrite(db, actor, { systemId: system.id, id });
    const stored = { ...toQuestionFields(question), seen: versionOf(question) };
    return { id, system, stored, fixed: whyFixed(system), history: keepsHistory(system) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const posted = await formDataOf(request);
  const submission = parseWithZod(posted, { schema: EditedQuestion });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
      const { id } = await getQuestionToWrite(db, actor, { systemId, id: idParam(params.questionId, 'Question') });
      const list = `/purchasing-systems/${systemId}/questions`;
      if (posted.get('intent') === 'remove') {
        await removeQuestion(db, actor, { systemId, id });
        return redirectWithNotice(list, 'Question removed');
      }
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await editQuestion(db, actor, { systemId, id, ...submission.value });
      return redirectWithNotice(list, 'Question changed');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${KEPT}`] }), { status: 409 }) },
  );
}

const KEPT = 'What you typed is below and is not saved';

export default function EditQuestionPage() {
  const { id, system, stored, fixed, history } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<QuestionFields>({
    id: 'selection-question',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  const address = `/purchasing-systems/${system.id}/questions`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {system.title}: selection questions
          </Link>
        }
        title="Change a question"
        action={
          <ButtonLink to={`${address}/${id}/library`} look="secondary">
            Save to the library
          </ButtonLink>
        }
      />
      <div className="mb-6 max-w-[640px] space-y-3">
        {fixed && <Warning>{fixed}.</Warning>}
        {!fixed && history && (
          <Warning>
            Applicants may have answered this question already: they are judged by it as it was. What you save is asked
            in applications from now on.
          </Warning>
        )}
      </div>
      <FormPage id={form.id} errors={form.allErrors}>
        <input type="hidden" name="seen" value={fields.seen.initialValue ?? stored.seen} />
        <input type="hidden" name="libraryQuestionId" value={fields.libraryQuestionId.initialValue ?? ''} />
        <QuestionQuestions fields={fields} lots={system.lots} />
        <div className="flex flex-wrap gap-3">
          {!fixed && <Button>Save question</Button>}
          <ButtonLink to={address} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
      {!fixed && (
        <Section title="Remove this question">
          <Form method="post" className="max-w-[640px] space-y-3">
            <p>
              {history
                ? 'Nobody is asked it any more; answers that were given stay, and are judged.'
                : 'Nobody will be asked it, and its wording is gone.'}
            </p>
            <Button name="intent" value="remove" look="danger">
              Remove question
            </Button>
          </Form>
        </Section>
      )}
    </>
  );
}
