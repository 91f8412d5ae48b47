import { randomUUID } from 'node:crypto';
import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getLibraryQuestion, listLibrary } from '../domain/selection-questions/library-questions.server.ts';
import { addQuestion } from '../domain/selection-questions/question-commands.server.ts';
import { NewQuestion, type QuestionFields, toQuestionFields } from '../domain/selection-questions/question-form.ts';
import { getSetUp } from '../domain/selection-questions/system-set-up.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { LibraryList } from '../ui/library-list.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { QuestionQuestions } from '../ui/question-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Add a selection question – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
    const from = new URL(request.url).searchParams.get('from');
    const source = from ? await getLibraryQuestion(db, actor, idParam(from, 'Question')) : undefined;
    const stored = source && toQuestionFields({ ...source, libraryQuestionId: source.id });
    return { system, key: randomUUID(), stored, library: from ? undefined : await listLibrary(db, actor) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: NewQuestion });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id: systemId } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await addQuestion(db, actor, { systemId, ...submission.value });
      return redirectWithNotice(`/purchasing-systems/${systemId}/questions`, 'Question added');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function NewQuestionPage() {
  const { system, key, stored, library } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<QuestionFields>({
    id: 'selection-question',
    lastResult: lastResult ?? null,
    defaultValue: stored ?? { required: 'yes' },
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
        title="Add a question"
        {...(stored && { lead: 'From the library: change it as you need to, the library keeps it as it is.' })}
        action={
          library && (
            <ButtonLink to="#library" look="secondary">
              Take one from the library
            </ButtonLink>
          )
        }
      />
      <FormPage id={form.id} errors={form.allErrors}>
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="libraryQuestionId" value={fields.libraryQuestionId.initialValue ?? ''} />
        <QuestionQuestions fields={fields} lots={system.lots} />
        <div className="flex flex-wrap gap-3">
          <Button>Add question</Button>
          <ButtonLink to={address} look="secondary">
            Cancel
          </ButtonLink>
        </div>
      </FormPage>
      {library && (
        <Section id="library" title="Or take one from the library" lead="Providers answer the standard ones once.">
          <LibraryList questions={[...library.own, ...library.standard]} useIn={`${address}/new`} />
        </Section>
      )}
    </>
  );
}
