import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { SavedToLibrary } from '../domain/selection-questions/question-form.ts';
import {
  getQuestionToSave,
  saveToLibrary,
  thereAlready,
} from '../domain/selection-questions/saved-questions.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { TopicQuestion } from '../ui/library-question-form.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Save a question to the library – Sufficiency Market' }];

const askedIn = ({ params }: Pick<LoaderFunctionArgs, 'params'>) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  id: idParam(params.questionId, 'Question'),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const asked = askedIn({ params });
    const { question, same } = await getQuestionToSave(db, actor, asked);
    return { ...asked, question: question.question, already: same && thereAlready(same), key: randomUUID() };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: SavedToLibrary });
  return withActor(
    request,
    async ({ db, actor }) => {
      const asked = askedIn({ params });
      await getQuestionToSave(db, actor, asked);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveToLibrary(db, actor, { ...asked, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${asked.systemId}/questions`, 'Question saved to the library');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function SaveToLibraryPage() {
  const { systemId, question, already, key } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ key: string; topic: string }>({ id: 'to-library', lastResult: lastResult ?? null });
  const address = `/purchasing-systems/${systemId}/questions`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            Selection questions
          </Link>
        }
        title="Save a question to the library"
        lead="Your authority can then ask it again in other purchasing systems. A later change of it there changes nothing here."
      />
      <blockquote className="mb-6 max-w-[65ch] border-l-4 border-line pl-4 whitespace-pre-wrap break-words">
        {question}
      </blockquote>
      {already && !lastResult ? (
        <div className="max-w-[640px] space-y-4">
          <Warning>{already}.</Warning>
          <ButtonLink to="/question-library" look="secondary">
            Question library
          </ButtonLink>
        </div>
      ) : (
        <FormPage id={form.id} errors={form.allErrors}>
          <input type="hidden" name="key" value={key} />
          <TopicQuestion field={fields.topic} />
          <div className="flex flex-wrap gap-3">
            <Button>Save to the library</Button>
            <ButtonLink to={address} look="secondary">
              Cancel
            </ButtonLink>
          </div>
        </FormPage>
      )}
    </>
  );
}
