import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { addLibraryQuestion, requireLibraryUser } from '../domain/selection-questions/library-questions.server.ts';
import { type LibraryQuestionFields, NewLibraryQuestion } from '../domain/selection-questions/question-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { LibraryQuestionForm } from '../ui/library-question-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Add a question to the library – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ actor }) => {
    requireLibraryUser(actor);
    return { key: randomUUID() };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewLibraryQuestion });
  return withActor(
    request,
    async ({ db, actor }) => {
      requireLibraryUser(actor);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await addLibraryQuestion(db, actor, submission.value);
      return redirectWithNotice('/question-library', 'Question added to the library');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewLibraryQuestionPage() {
  const { key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<LibraryQuestionFields>({ id: 'library-question', lastResult: lastResult ?? null });
  return (
    <LibraryQuestionForm
      title="Add a question"
      lead="Commissioners of your authority alone see it, until a purchasing system asks it."
      save="Add question"
      form={form}
      fields={fields}
    >
      <input type="hidden" name="key" value={key} />
    </LibraryQuestionForm>
  );
}
