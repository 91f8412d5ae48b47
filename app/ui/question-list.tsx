import { Form, Link } from '@remix-run/react';
import {
  assessmentInWords,
  kindInWords,
  type SelectionQuestion,
} from '../domain/selection-questions/selection-question.ts';

interface QuestionListProps {
  questions: SelectionQuestion[];
  /** The address of the system's questions. */
  address: string;
  /** Whether what the system asks stays as it is. */
  isFixed: boolean;
}

/** Questions in their order, with what can be done to each. */
export function QuestionList({ questions, address, isFixed }: QuestionListProps) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {questions.map((question, index) => (
        <li key={question.id} id={question.id} className="flex flex-wrap items-start gap-x-6 gap-y-2 py-3">
          <div className="min-w-0 flex-1 basis-80">
            <p className="font-medium">
              <span className="text-muted tabular-nums">{index + 1}. </span>
              {isFixed ? (
                question.question
              ) : (
                <Link className="link" to={`${address}/${question.id}/edit`}>
                  {question.question}
                </Link>
              )}
            </p>
            <p className="text-table text-muted">
              {kindInWords(question)} · {assessmentInWords(question)}
              {question.required ? '' : ' · Optional'}
            </p>
          </div>
          {isFixed && (
            <Link className="link" to={`${address}/${question.id}/library`}>
              Save to the library<span className="sr-only">: {question.question}</span>
            </Link>
          )}
          {!isFixed && questions.length > 1 && (
            <Form method="post" action={`${address}?index`} className="flex gap-2">
              <input type="hidden" name="question" value={question.id} />
              <Move intent="up" off={index === 0} question={question.question} />
              <Move intent="down" off={index === questions.length - 1} question={question.question} />
            </Form>
          )}
        </li>
      ))}
    </ol>
  );
}

function Move({ intent, off, question }: { intent: 'up' | 'down'; off: boolean; question: string }) {
  return (
    <button
      type="submit"
      name="intent"
      value={intent}
      disabled={off}
      className="min-h-9 cursor-pointer rounded-md border border-control bg-white px-3 text-table font-medium hover:bg-frame disabled:cursor-default disabled:border-line disabled:text-muted disabled:opacity-60"
    >
      {intent === 'up' ? 'Up' : 'Down'}
      <span className="sr-only">: {question}</span>
    </button>
  );
}
