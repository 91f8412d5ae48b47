import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { moveQuestion } from '../domain/selection-questions/question-commands.server.ts';
import { QuestionMove } from '../domain/selection-questions/question-form.ts';
import { weightsByLot } from '../domain/selection-questions/question-weights.ts';
import { listRequiredDocuments } from '../domain/selection-questions/required-documents.server.ts';
import { listQuestions, questionIssues } from '../domain/selection-questions/selection-questions.server.ts';
import { getSetUp, whyFixed } from '../domain/selection-questions/system-set-up.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QuestionGroups } from '../ui/question-groups.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Selection questions: ${data?.system.title ?? 'Purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
    const questions = await listQuestions(db, actor, { systemId: system.id });
    return {
      system,
      questions,
      fixed: whyFixed(system),
      weights: weightsByLot(system.lots, questions),
      issues: await questionIssues(db, actor, system.id),
      required: await listRequiredDocuments(db, system.id),
    };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: QuestionMove });
  return withActor(request, async ({ db, actor }) => {
    const { id: systemId } = await getSetUp(db, actor, idParam(params.systemId, 'Purchasing system'));
    if (submission.status !== 'success') throw data({ message: 'Choose a question to move' }, { status: 400 });
    const { intent, question } = submission.value;
    await moveQuestion(db, actor, { systemId, id: question, by: intent === 'up' ? -1 : 1 });
    const place = `/purchasing-systems/${systemId}/questions#${question}`;
    return redirectWithNotice(place, `Question moved ${intent}`);
  });
}

export default function SelectionQuestionsPage() {
  const { system, fixed, issues, ...asked } = useLoaderData<typeof loader>();
  const address = `/purchasing-systems/${system.id}/questions`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/purchasing-systems/${system.id}`}>
            {system.title}
          </Link>
        }
        title="Selection questions"
        lead="What applicants answer, and how their answers are judged."
        action={
          <>
            <ButtonLink to="/question-library" look="secondary">
              Question library
            </ButtonLink>
            {!fixed && <ButtonLink to={`${address}/new`}>Add a question</ButtonLink>}
          </>
        }
      />
      <div className="mb-6 max-w-[760px] space-y-3">
        {fixed && <Warning>{fixed}.</Warning>}
        {!fixed && asked.questions.length > 0 && issues.map((issue) => <Warning key={issue}>{issue}.</Warning>)}
      </div>
      <QuestionGroups {...asked} lots={system.lots} address={address} isFixed={fixed !== undefined} />
    </>
  );
}
