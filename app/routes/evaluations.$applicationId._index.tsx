import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { EvaluationFile } from '../domain/evaluation/evaluation-file.server.ts';
import { getEvaluationFile } from '../domain/evaluation/evaluation-file.server.ts';
import { hasScorecard } from '../domain/monitoring/scorecard.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, londonDate, todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { AnswersSection, ClockSection, EvaluatorsTable, ProviderSections } from '../ui/evaluation-facts.tsx';
import { OutcomeTag, StageTag } from '../ui/evaluation-status.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { ProviderLink } from '../ui/provider-link.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.providerName ?? 'Application'} – Evaluations – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const id = idParam(params.applicationId, 'Application');
    const file = await getEvaluationFile(db, actor, { id, today: todayInLondon() });
    return { ...file, scorecard: await hasScorecard(db, actor, file.providerId) };
  });
}

export default function EvaluationPage() {
  const file = useLoaderData<typeof loader>();
  const { id, providerName, lotNumber, lotTitle, systemId, systemTitle, status, stage, evaluators } = file;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/evaluations">
            Evaluations
          </Link>
        }
        title={providerName}
        lead={
          <>
            Applies to lot {lotNumber}, {lotTitle}, of{' '}
            <Link className="link" to={`/purchasing-systems/${systemId}`}>
              {systemTitle}
            </Link>
            . {stage ? <StageTag stage={stage} /> : <OutcomeTag {...file} />}
          </>
        }
        action={<NextStep file={file} />}
      />
      {status !== 'submitted' && <Decided file={file} />}
      <ClockSection file={file} />
      {status === 'submitted' && <OtherSteps file={file} />}
      <Section title="Evaluators" id="evaluators">
        {evaluators.length === 0 ? (
          <p className="text-muted">Nobody is asked to score it yet, or has declared their interests in it.</p>
        ) : (
          <EvaluatorsTable evaluators={evaluators} />
        )}
      </Section>
      <AnswersSection id={id} answers={file.answers} />
      <ProviderSections services={file.services} admissions={file.admissions} />
      <p className="mt-6">
        <ProviderLink {...file}>What anyone knows of {providerName}</ProviderLink>
      </p>
    </>
  );
}

/** What this person does next, else what the application waits for. */
function NextStep({ file: { id, own, stage, declared } }: { file: EvaluationFile }) {
  if (!stage) return null;
  const to = (part: string) => `/evaluations/${id}/${part}`;
  if (stage === 'to_assign') return <ButtonLink to={to('evaluators')}>Assign evaluators</ButtonLink>;
  if (!declared) return <ButtonLink to={to('declare')}>Declare your interests</ButtonLink>;
  if (own && !own.finished) return <ButtonLink to={to('score')}>Score the application</ButtonLink>;
  if (stage === 'to_moderate') return <ButtonLink to={to('moderate')}>Agree the scores</ButtonLink>;
  if (stage === 'to_decide') return <ButtonLink to={to('decide')}>Decide</ButtonLink>;
  return null;
}

function OtherSteps({ file: { id, own, stage, canExtend, declared } }: { file: EvaluationFile }) {
  const steps = [
    ...(declared ? [['clarify', 'Ask a clarification']] : []),
    ...(canExtend ? [['extend', 'Extend the time']] : []),
    ...(stage !== 'to_assign' ? [['evaluators', 'Change the evaluators']] : []),
    ...(own?.finished ? [['score', 'Your scores']] : []),
    ...(declared ? [['declare', 'Declare a conflict of interest']] : []),
    ...(declared && stage === 'to_decide' ? [['moderate', 'Agree the scores anew']] : []),
  ] as const;
  return (
    <ul className="print:hidden mt-4 flex flex-wrap gap-x-6 gap-y-2">
      {steps.map(([part, label]) => (
        <li key={part}>
          <Link className="link" to={`/evaluations/${id}/${part}`}>
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Decided({ file: { id, status, decidedAt, decisionReason } }: { file: EvaluationFile }) {
  if (!decidedAt) return null;
  return (
    <Section title={status === 'accepted' ? 'Accepted' : 'Not accepted'}>
      <p className="text-muted">Decided on {formatDate(londonDate(decidedAt))}. The reasons:</p>
      <p className="mt-1 max-w-[65ch] break-words whitespace-pre-wrap">{decisionReason}</p>
      <p className="mt-3">
        <Link className="link" to={`/evaluations/${id}/decide`}>
          The agreed scores
        </Link>
      </p>
    </Section>
  );
}
