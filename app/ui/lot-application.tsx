import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Gap } from '../domain/lot-applications/application-gaps.ts';
import {
  type AnsweredQuestion,
  LOT_APPLICATION_STATUS,
  type LotApplication,
} from '../domain/lot-applications/lot-application.ts';
import { answerName } from '../domain/selection-questions/answer-form.ts';
import { answerInWords } from '../domain/selection-questions/selection-question.ts';
import { formatDate } from '../lib/dates.ts';
import { Warning } from './notice.tsx';
import { StatusTag } from './status-tag.tsx';

export function LotApplicationStatusTag({ status }: Pick<LotApplication, 'status'>) {
  const { label, tone } = LOT_APPLICATION_STATUS[status];
  return <StatusTag tone={tone}>{label}</StatusTag>;
}

/** "Lot 2: Children’s homes". */
export const lotInWords = ({ lotNumber, lotTitle }: Pick<LotApplication, 'lotNumber' | 'lotTitle'>) =>
  `Lot ${lotNumber}: ${lotTitle}`;

interface AnswersProps {
  questions: AnsweredQuestion[];
  /** Where an answer is changed; none: not any more. */
  edit?: string;
}

/** Every question with its answer, in the order asked. */
export function Answers({ questions, edit }: AnswersProps) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {questions.map((question) => (
        <div key={question.id} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[1fr_auto]">
          <dt className="font-medium break-words">{question.question}</dt>
          {edit && (
            <dd className="order-3 sm:order-none">
              <Link className="link text-table" to={`${edit}#${answerName(question.id)}`}>
                Change<span className="sr-only">: {question.question}</span>
              </Link>
            </dd>
          )}
          <dd className="max-w-[65ch] whitespace-pre-wrap break-words sm:col-span-2">
            <Answer question={question} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ question }: { question: AnsweredQuestion }): ReactNode {
  const { answer, document, required } = question;
  if (document) {
    return (
      <>
        <a className="link" href={`/files/${document.fileId}`}>
          {document.title}
        </a>
        {document.expiresOn && `, valid until ${formatDate(document.expiresOn)}`}
      </>
    );
  }
  if (answer === '') return <span className="text-muted">{required ? 'Not answered' : 'Not answered: optional'}</span>;
  return answerInWords(question, answer);
}

/** What keeps the application from being submitted, each a link to its question, or to where its document is uploaded. */
export function Gaps({ gaps, edit }: { gaps: Gap[]; edit: string }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {gaps.map(({ of, what, problem }) => {
        const to =
          'questionId' in of
            ? `${edit}#${answerName(of.questionId)}`
            : `/profile/documents/new?kind=${of.documentKind}`;
        return (
          <li key={to} className="py-2.5">
            <Link className="link font-medium break-words" to={to}>
              {what}
            </Link>
            <span className="block text-table text-warning">{problem}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Answers that do not pass as they stand: a provider who sends them knows it. */
export function FailingAnswers({ questions }: { questions: { id: string; question: string }[] }) {
  if (questions.length === 0) return null;
  return (
    <Warning>
      <p>
        {questions.length === 1 ? 'This answer does not pass' : 'These answers do not pass'} as the authority asks for
        it. You may submit the application all the same, but it is then likely to be refused:
      </p>
      <ul className="mt-1 list-disc pl-5">
        {questions.map(({ id, question }) => (
          <li key={id}>{question}</li>
        ))}
      </ul>
    </Warning>
  );
}
