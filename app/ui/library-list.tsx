import { Form, Link } from '@remix-run/react';
import {
  assessmentInWords,
  kindInWords,
  type LibraryQuestion,
} from '../domain/selection-questions/selection-question.ts';
import { Button } from './button.tsx';

interface LibraryListProps {
  questions: LibraryQuestion[];
  /** Whether each can be changed and retired. */
  own?: boolean;
  /** Where a question can be put: the address of the form for a new one. */
  useIn?: string;
}

/** Questions of the library, topic by topic. */
export function LibraryList({ questions, own, useIn }: LibraryListProps) {
  return [...Map.groupBy(questions, ({ topic }) => topic)].map(([topic, group]) => (
    <section key={topic} className="mt-6 first:mt-0">
      <h3 className="font-semibold">{topic}</h3>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {group.map((question) => (
          <li key={question.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0 max-w-[65ch] flex-1 basis-72">
              <p>{question.question}</p>
              <p className="text-table text-muted">
                {kindInWords(question)} · {assessmentInWords(question)}
              </p>
            </div>
            {useIn && (
              <Link className="link font-medium" to={`${useIn}?from=${question.id}`}>
                Use<span className="sr-only"> “{question.question}”</span>
              </Link>
            )}
            {own && (
              <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
                <Link className="link" to={`/question-library/${question.id}/edit`}>
                  Change<span className="sr-only"> “{question.question}”</span>
                </Link>
                <Retire question={question} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Retire({ question }: { question: LibraryQuestion }) {
  return (
    <details>
      <summary className="link cursor-pointer">
        Retire<span className="sr-only"> “{question.question}”</span>
      </summary>
      <Form method="post" action="/question-library?index" className="mt-2 max-w-72 space-y-2">
        <p className="text-table">
          It leaves the library for good. Purchasing systems that ask it already go on asking it.
        </p>
        <Button name="question" value={question.id} look="danger">
          Retire question
        </Button>
      </Form>
    </details>
  );
}
