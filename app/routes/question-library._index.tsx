import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listLibrary, retireLibraryQuestion } from '../domain/selection-questions/library-questions.server.ts';
import { LibraryRetirement } from '../domain/selection-questions/question-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LibraryList } from '../ui/library-list.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Question library – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) => listLibrary(db, actor));
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: LibraryRetirement });
  return withActor(request, async ({ db, actor }) => {
    await listLibrary(db, actor);
    if (submission.status !== 'success') throw data({ message: 'Choose a question to retire' }, { status: 400 });
    await retireLibraryQuestion(db, actor, submission.value.question);
    return redirectWithNotice('/question-library', 'Question retired: purchasing systems that ask it go on asking it');
  });
}

export default function QuestionLibrary() {
  const { standard, own } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Question library"
        lead="Selection questions to use again in each purchasing system that you run."
        action={<ButtonLink to="/question-library/new">Add a question</ButtonLink>}
      />
      <Section title="Your authority’s questions">
        {own.length === 0 ? (
          <EmptyState title="Your authority has no questions of its own yet">
            Add those that you ask in every procurement: they can then be put into a purchasing system with one click.
          </EmptyState>
        ) : (
          <LibraryList questions={own} own />
        )}
      </Section>
      <Section
        title="Standard questions"
        lead="Every provider answers these once, in its profile: an application that asks them starts with the answers filled in."
      >
        <LibraryList questions={standard} />
      </Section>
    </>
  );
}
