import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  editLibraryQuestion,
  getLibraryQuestionToWrite,
} from '../domain/selection-questions/library-questions.server.ts';
import {
  EditedLibraryQuestion,
  type LibraryQuestionFields,
  toLibraryQuestionFields,
} from '../domain/selection-questions/question-form.ts';
import { versionOf } from '../domain/selection-questions/selection-questions.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { LibraryQuestionForm } from '../ui/library-question-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Change a question of the library – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const question = await getLibraryQuestionToWrite(db, actor, idParam(params.questionId, 'Question'));
    return { stored: { ...toLibraryQuestionFields(question), seen: versionOf(question) } };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: EditedLibraryQuestion });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id } = await getLibraryQuestionToWrite(db, actor, idParam(params.questionId, 'Question'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await editLibraryQuestion(db, actor, { id, ...submission.value });
      return redirectWithNotice('/question-library', 'Question changed in the library');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [`${message}. ${KEPT}`] }), { status: 409 }) },
  );
}

const KEPT = 'What you typed is below and is not saved';

export default function EditLibraryQuestionPage() {
  const { stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<LibraryQuestionFields>({
    id: 'library-question',
    lastResult: lastResult ?? null,
    defaultValue: stored,
  });
  return (
    <LibraryQuestionForm
      title="Change a question"
      lead="Purchasing systems that ask it already go on asking it as it was."
      save="Save question"
      form={form}
      fields={fields}
    >
      <input type="hidden" name="seen" value={fields.seen.initialValue ?? stored.seen} />
    </LibraryQuestionForm>
  );
}
