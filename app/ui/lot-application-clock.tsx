import { Link } from '@remix-run/react';
import type { Clarification, FullLotApplication, LotApplication } from '../domain/lot-applications/lot-application.ts';
import type { TimeLeft } from '../domain/lot-applications/time-left.ts';
import { formatDate, londonDate } from '../lib/dates.ts';
import { ordinal } from '../lib/phrases.ts';
import { EmptyState } from './empty-state.tsx';
import { TimeLeftTag } from './evaluation-status.tsx';
import { SummaryList } from './summary-list.tsx';

interface ClockProps {
  application: FullLotApplication;
  /** To the decision; null: nothing is due. */
  left: TimeLeft | null;
}

/** Where an application stands, and until when. */
export function WhereItStands({ application, left }: ClockProps) {
  const { submittedAt, submission, createdAt } = application;
  const again = submission > 1 ? `, for the ${ordinal(submission)} time` : '';
  return (
    <SummaryList
      rows={[
        submittedAt
          ? { name: 'Submitted', value: `${formatDate(londonDate(submittedAt))}${again}` }
          : { name: 'Begun', value: formatDate(londonDate(createdAt)) },
        ...decisionRows(application, left),
        ...outcomeRows(application),
      ]}
    />
  );
}

function decisionRows(application: FullLotApplication, left: TimeLeft | null) {
  const { status, dueOn, evaluationDays, extendedEvaluationDays, extendedAt, extensionReason } = application;
  if (status !== 'submitted' || !dueOn) return [];
  const days = extendedAt ? extendedEvaluationDays : evaluationDays;
  return [
    {
      name: 'Decision due by',
      value: (
        <>
          <span className="font-medium">{formatDate(dueOn)}</span> {left && <TimeLeftTag left={left} />}
          <span className="block text-table text-muted">{clockInWords(application, days)}</span>
        </>
      ),
    },
    ...(extensionReason ? [{ name: 'Why it takes longer', value: <Words>{extensionReason}</Words> }] : []),
  ];
}

function clockInWords({ clarifications }: FullLotApplication, days: number): string {
  const waits = clarifications.some(({ answeredAt }) => answeredAt === null);
  const counted = `${days} working days from the day after it was submitted, without weekends and bank holidays.`;
  if (waits) return `${counted} The clock stands while a question waits for an answer, until the day it is due.`;
  if (clarifications.length > 0) return `${counted} Days on which a question waited for its answer do not count.`;
  return counted;
}

function outcomeRows(application: LotApplication) {
  const { status, tier, tiers, decidedAt, decisionReason, withdrawnAt, withdrawalReason } = application;
  return [
    ...(decidedAt ? [{ name: 'Decided', value: formatDate(londonDate(decidedAt)) }] : []),
    ...(status === 'accepted' && tier !== null && tiers > 1 ? [{ name: 'Tier', value: String(tier) }] : []),
    ...(decidedAt && decisionReason ? [{ name: 'Reasons', value: <Words>{decisionReason}</Words> }] : []),
    ...(withdrawnAt ? [{ name: 'Withdrawn', value: formatDate(londonDate(withdrawnAt)) }] : []),
    ...(withdrawalReason ? [{ name: 'Why', value: <Words>{withdrawalReason}</Words> }] : []),
  ];
}

const Words = ({ children }: { children: string }) => (
  <span className="block max-w-[65ch] whitespace-pre-wrap break-words">{children}</span>
);

interface ClarificationsProps {
  application: FullLotApplication;
  canAnswer: boolean;
}

/** Questions that the authority asked, with the provider's answers. */
export function Clarifications({ application, canAnswer }: ClarificationsProps) {
  const { id, clarifications } = application;
  if (clarifications.length === 0) {
    return (
      <EmptyState title="No questions so far">
        Where an answer is not clear, {application.leadName} asks here and by e-mail; the clock stands until it is
        answered.
      </EmptyState>
    );
  }
  return (
    <ol className="divide-y divide-line border-y border-line">
      {clarifications.map((clarification) => (
        <li key={clarification.id} className="space-y-2 py-3">
          <p className="max-w-[65ch] font-medium whitespace-pre-wrap break-words">{clarification.question}</p>
          <p className="text-table text-muted">{askedInWords(clarification)}</p>
          {clarification.answer !== null && <Words>{clarification.answer}</Words>}
          {clarification.answer === null && canAnswer && (
            <p>
              <Link className="link font-medium" to={`/lot-applications/${id}/clarifications/${clarification.id}`}>
                Answer this question
              </Link>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function askedInWords({ askedAt, answeredAt, answerDueOn }: Clarification): string {
  const asked = `Asked on ${formatDate(londonDate(askedAt))}`;
  if (!answeredAt) return `${asked}, to be answered by ${formatDate(answerDueOn)}`;
  const late = londonDate(answeredAt) > answerDueOn ? `, after ${formatDate(answerDueOn)}, when it was due` : '';
  return `${asked}, answered on ${formatDate(londonDate(answeredAt))}${late}`;
}
