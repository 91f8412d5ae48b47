import { Link } from '@remix-run/react';
import type { EvaluationFile } from '../domain/evaluation/evaluation-file.server.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { REGISTRATION_LABELS } from '../domain/services/accommodation.ts';
import { formatDate, formatInstant, formatShortDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { assessmentOf, EvaluationAnswer } from './evaluation-answer.tsx';
import { TimeLeftTag } from './evaluation-status.tsx';
import { Judgement } from './judgement.tsx';
import { Warning } from './notice.tsx';
import { Section } from './page-header.tsx';
import { StatusTag } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';
import { type Column, Table } from './table.tsx';

/** The clock in words, with what moved it. */
export function ClockSection({ file }: { file: EvaluationFile }) {
  const { dueOn, left, submission, submittedAt, extendedAt, extensionReason } = file;
  const clarifications = file.clarifications ?? [];
  const days = extendedAt ? file.extendedEvaluationDays : file.evaluationDays;
  const rows = [
    {
      name: 'Decision due',
      value: (
        <span className="flex flex-wrap items-baseline gap-x-3">
          {formatDate(dueOn)} {left && <TimeLeftTag left={left} />}
        </span>
      ),
    },
    {
      name: submission > 1 ? `Submitted for the ${ordinals(submission)} time` : 'Submitted',
      value: `${formatInstant(submittedAt)}. The clock gives ${countOf(days, 'working day')} from there${
        clarifications.length > 0 ? ', without those on which it stood' : ''
      }.`,
    },
    ...(extendedAt ? [{ name: 'Extended', value: <Said at={extendedAt}>{extensionReason}</Said> }] : []),
    ...clarifications.map((asked, index) => ({
      name: `Clarification ${index + 1}`,
      value: (
        <>
          <Said at={asked.askedAt}>{asked.question}</Said>
          {asked.answeredAt ? (
            <div className="mt-2 border-l-2 border-line pl-3">
              <Said at={asked.answeredAt} verb="answered">
                {asked.answer}
              </Said>
            </div>
          ) : (
            <p className="mt-1 font-medium text-warning">
              {asked.answerDueOn === file.answerDueOn
                ? `The clock stands until the provider answers, at the longest to ${formatDate(asked.answerDueOn)}`
                : `Not answered by ${formatDate(asked.answerDueOn)}: the clock went on after that day`}
            </p>
          )}
        </>
      ),
    })),
  ];
  return (
    <Section title="The clock" id="clock">
      <SummaryList rows={rows} />
    </Section>
  );
}

const ordinals = (count: number) => ['', 'first', 'second', 'third', 'fourth', 'fifth'][count] ?? `${count}th`;

function Said({ at, verb = '', children }: { at: Date; verb?: string; children: React.ReactNode }) {
  return (
    <>
      <span className="text-table text-muted">{[verb, formatInstant(at)].filter(Boolean).join(' ')}</span>
      <span className="block max-w-[65ch] break-words whitespace-pre-wrap">{children}</span>
    </>
  );
}

type EvaluatorRow = EvaluationFile['evaluators'][number];

function evaluatorStatus({ asked, scores, hasConflict, declaredAt, finished }: EvaluatorRow) {
  if (hasConflict) return <StatusTag tone="warning">Conflict of interest</StatusTag>;
  if (!asked) return <StatusTag tone="neutral">Not asked to score</StatusTag>;
  if (!scores) return <StatusTag tone="neutral">Taken off</StatusTag>;
  if (finished) return <StatusTag tone="good">Finished</StatusTag>;
  return <StatusTag tone="neutral">{declaredAt ? 'Scoring' : 'Has not declared yet'}</StatusTag>;
}

const EVALUATOR_COLUMNS: Column<EvaluatorRow>[] = [
  { heading: 'Commissioner', cell: ({ name }) => name },
  { heading: 'Status', cell: evaluatorStatus, short: true },
  {
    heading: 'Interests declared',
    cell: ({ declaredAt, hasConflict, conflictNote }) => {
      if (!declaredAt) return 'Not yet';
      return (
        <span className="break-words whitespace-pre-wrap">
          {hasConflict ? conflictNote : `No conflict, ${formatInstant(declaredAt)}`}
        </span>
      );
    },
  },
];

export function EvaluatorsTable({ evaluators }: { evaluators: EvaluatorRow[] }) {
  return <Table caption="Evaluators" columns={EVALUATOR_COLUMNS} rows={evaluators} rowKey={({ userId }) => userId} />;
}

/** All that the provider answered; null: the reader has to declare their interests first. */
export function AnswersSection({ id, answers }: { id: string; answers: EvaluationFile['answers'] }) {
  return (
    <Section title="Answers" id="answers">
      {answers === null ? (
        <Warning>
          You read the answers once you have{' '}
          <Link className="link" to={`/evaluations/${id}/declare`}>
            declared your interests
          </Link>
          .
        </Warning>
      ) : answers.length === 0 ? (
        <p className="text-muted">None: those of an application that was withdrawn are not shown.</p>
      ) : (
        <dl className="divide-y divide-line border-y border-line">
          {answers.map((answer) => (
            <div key={answer.id} className="py-3">
              <dt className="max-w-[65ch]">
                <span className="font-medium">{answer.question}</span>
                <span className="block text-caption text-muted">{assessmentOf(answer)}</span>
              </dt>
              <dd className="mt-1.5">
                <EvaluationAnswer answer={answer} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

type ServiceRow = EvaluationFile['services'][number];

const SERVICE_COLUMNS: Column<ServiceRow>[] = [
  { heading: 'URN', cell: ({ urn }) => urn },
  { heading: 'Kind', cell: ({ kind }) => kind },
  { heading: 'Area', cell: ({ areaName }) => areaName },
  { heading: 'Registered places', cell: ({ registeredPlaces }) => registeredPlaces, figure: true },
  { heading: 'Registration', cell: (row) => REGISTRATION_LABELS[row.registrationStatus] ?? row.registrationStatus },
  { heading: 'Latest judgement', cell: ({ judgement }) => <Judgement judgement={judgement} /> },
];

type AdmissionRow = EvaluationFile['admissions'][number];

const ADMISSION_COLUMNS: Column<AdmissionRow>[] = [
  { heading: 'Purchasing system', cell: ({ systemTitle }) => systemTitle },
  { heading: 'Lot', cell: ({ lotNumber, lotTitle }) => `${lotNumber}. ${lotTitle}` },
  { heading: 'Tier', cell: ({ tier, tiers }) => (tiers > 1 ? tier : '–'), short: true },
  { heading: 'Admitted', cell: ({ admittedOn }) => admittedOn && formatShortDate(admittedOn), short: true },
  { heading: 'Status', cell: ({ status }) => ADMISSION_STATUS[status]?.label ?? status, short: true },
];

/** What is known of the provider besides. */
export function ProviderSections({ services, admissions }: Pick<EvaluationFile, 'services' | 'admissions'>) {
  return (
    <>
      <Section title="Services" lead="As Ofsted registers and judges them; those of the lot’s kind come first.">
        {services.length === 0 ? (
          <p className="text-muted">The provider has no service here yet.</p>
        ) : (
          <Table caption="Services" columns={SERVICE_COLUMNS} rows={services} rowKey={({ id }) => id} />
        )}
      </Section>
      <Section title="Admitted elsewhere" lead="In other lots of purchasing systems that your authority is part of.">
        {admissions.length === 0 ? (
          <p className="text-muted">In no other lot that your authority sees.</p>
        ) : (
          <Table caption="Admissions" columns={ADMISSION_COLUMNS} rows={admissions} rowKey={({ id }) => id} />
        )}
      </Section>
    </>
  );
}
