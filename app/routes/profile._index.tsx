import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { DocumentRemoval } from '../domain/files/system-document-form.ts';
import { listProfileTopics } from '../domain/provider-profile/profile-answers.server.ts';
import { requireProfileKeeper } from '../domain/provider-profile/provider-document-commands.server.ts';
import { removeProviderDocument } from '../domain/provider-profile/provider-document-removal.server.ts';
import { listCurrentDocuments } from '../domain/provider-profile/provider-documents.server.ts';
import { canBid } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { ProfileDocuments, WhoSeesDocuments } from '../ui/profile-documents.tsx';
import { TaskList } from '../ui/task-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Profile – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const topics = (await listProfileTopics(db, actor)).map(({ slug, topic, questions, answers }) => ({
      slug,
      topic,
      asked: questions.length,
      answered: questions.filter(({ id }) => answers[id]).length,
    }));
    return {
      topics,
      documents: await listCurrentDocuments(db, actor),
      canKeep: canBid(actor),
      today: todayInLondon(),
    };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const removal = parseWithZod(await formDataOf(request), { schema: DocumentRemoval });
  return withActor(
    request,
    async ({ db, actor }) => {
      requireProfileKeeper(actor);
      if (removal.status !== 'success') return data({ problem: 'Choose a document to remove' }, { status: 400 });
      const { title } = await removeProviderDocument(db, actor, { id: removal.value.document });
      return redirectWithNotice('/profile', `“${title}” is removed`);
    },
    { onConflict: (problem) => data({ problem }, { status: 409 }) },
  );
}

export default function ProfilePage() {
  const { topics, documents, canKeep, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={refused ? { '': [refused.problem] } : {}} />
      <PageHeader
        title="Profile"
        lead="Answer what authorities ask, and upload your documents, once: every application starts filled from here."
        action={canKeep && <ButtonLink to="/profile/documents/new">Upload a document</ButtonLink>}
      />
      <Section
        title="Answers"
        lead="Seen by people of your organisation alone, until you submit an application that uses them."
      >
        <TaskList
          tasks={topics.map(({ slug, topic, asked, answered }) => ({
            to: `/profile/answers/${slug}`,
            label: topic,
            state: answered === asked ? 'All answered' : `${answered} of ${asked} answered`,
            due: answered < asked,
          }))}
        />
      </Section>
      <Section title="Documents">
        <div className="space-y-4">
          <WhoSeesDocuments />
          <ProfileDocuments documents={documents} today={today} canKeep={canKeep} />
        </div>
      </Section>
    </>
  );
}
