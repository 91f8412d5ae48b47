import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getOutcome } from '../domain/evaluation/outcome.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, londonDate } from '../lib/dates.ts';
import { AgreedAnswers } from '../ui/agreed-answers.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { OutcomeTag } from '../ui/evaluation-status.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Outcome of an application – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = idParam(params.applicationId, 'Application');
  return withActor(request, ({ db, actor }) => getOutcome(db, actor, id));
}

export default function OutcomePage() {
  const outcome = useLoaderData<typeof loader>();
  const { id, lotNumber, lotTitle, systemTitle, authorityName, decidedAt } = outcome;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/lot-applications/${id}`}>
            Your application
          </Link>
        }
        title={`Lot ${lotNumber}, ${lotTitle}: the outcome`}
        lead={
          <>
            {systemTitle}, run by {authorityName}. <OutcomeTag {...outcome} />
          </>
        }
      />
      {decidedAt ? <Decided decidedAt={decidedAt} /> : <Undecided />}
    </>
  );
}

function Undecided() {
  const { status, dueOn, authorityName } = useLoaderData<typeof loader>();
  return (
    <EmptyState title="Not decided">
      {status === 'submitted' && dueOn
        ? `${authorityName} is to decide by ${formatDate(dueOn)}. You get an e-mail when it does.`
        : 'An application that is a draft, or was withdrawn, has no outcome.'}
    </EmptyState>
  );
}

function Decided({ decidedAt }: { decidedAt: Date }) {
  const { status, tier, tiers, decisionReason, answers, total } = useLoaderData<typeof loader>();
  return (
    <>
      <SummaryList
        rows={[
          { name: 'Decision', value: status === 'accepted' ? 'Your application is accepted' : 'Not accepted' },
          ...(tier && tiers > 1 ? [{ name: 'Tier', value: `${tier} of ${tiers}` }] : []),
          { name: 'Decided on', value: formatDate(londonDate(decidedAt)) },
          {
            name: 'Reasons',
            value: <span className="block max-w-[65ch] break-words whitespace-pre-wrap">{decisionReason}</span>,
          },
        ]}
      />
      {answers.length > 0 && (
        <Section title="Your scores" lead="What the evaluators agreed on together, with their reasons.">
          <AgreedAnswers answers={answers} total={total} />
        </Section>
      )}
      {status === 'accepted' && (
        <p className="mt-8">
          Next:{' '}
          <Link className="link" to="/price-schedules">
            send your prices for this lot
          </Link>
          . Authorities buy at them once they are approved.
        </p>
      )}
    </>
  );
}
