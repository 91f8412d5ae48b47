import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import { decideApplication, getDecisionDesk } from '../domain/evaluation/decision.server.ts';
import { decisionSchema } from '../domain/evaluation/evaluation-form.ts';
import { declaredFirst } from '../http/declared-first.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AgreedAnswers } from '../ui/agreed-answers.tsx';
import { type DecisionFields, DecisionForm } from '../ui/decision-form.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { EvaluationHeader, STALE } from '../ui/evaluation-header.tsx';
import { Warning } from '../ui/notice.tsx';
import { Section } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Decide an application – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = idParam(params.applicationId, 'Application');
  return withActor(request, async ({ db, actor }) => {
    await declaredFirst(db, actor, id);
    return getDecisionDesk(db, actor, { id, today: todayInLondon() });
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const today = todayInLondon();
  const reply = (message: string) =>
    parseWithZod(form, { schema: decisionSchema({ tiers: 1, fails: false }) }).reply({
      formErrors: [`${message}. ${STALE}.`],
    });
  return withActor(
    request,
    async ({ db, actor }) => {
      const id = idParam(params.applicationId, 'Application');
      const { evaluation, fails } = await getDecisionDesk(db, actor, { id, today });
      const submission = parseWithZod(form, { schema: decisionSchema({ tiers: evaluation.tiers, fails }) });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await decideApplication(db, actor, { id, today, publicUrl: config.publicUrl, ...submission.value });
      const did = submission.value.outcome === 'accepted' ? 'accepted' : 'not accepted';
      return redirectWithNotice(`/evaluations/${id}`, `The application is ${did}: the provider is told by e-mail`);
    },
    { onConflict: (message) => data(reply(message), { status: 409 }) },
  );
}

export default function DecidePage() {
  const { evaluation, answers, total, fails, version, blocked, hasEnded } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<DecisionFields>({ id: 'decide', lastResult: lastResult ?? null });
  const decided = evaluation.decidedAt !== null;
  return (
    <>
      <EvaluationHeader
        evaluation={evaluation}
        title={decided ? 'Agreed scores' : 'Decide'}
        lead={
          !decided &&
          'The provider gets your decision and the reasons by e-mail, word for word, and reads the agreed scores here.'
        }
      />
      <ErrorSummary errors={form.allErrors} order={['outcome', 'tier', 'reason']} />
      {blocked && (
        <div className="mb-6 max-w-[640px]">
          <Warning>{blocked}.</Warning>
        </div>
      )}
      {hasEnded && !decided && (
        <div className="mb-6 max-w-[640px]">
          <Warning>
            This purchasing system has ended: nobody is admitted any more, so the application can only be rejected.
          </Warning>
        </div>
      )}
      {answers.length > 0 && (
        <Section title="What was agreed">
          <AgreedAnswers answers={answers} total={total} />
        </Section>
      )}
      {(!blocked || lastResult) && (
        <Section title="Decision">
          <DecisionForm fields={fields} evaluation={evaluation} version={version} fails={fails} />
        </Section>
      )}
    </>
  );
}
