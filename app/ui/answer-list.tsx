import { type Answers, answerInWords, type Question } from '../domain/selection-questions/selection-question.ts';

interface AnswerListProps {
  questions: readonly Question[];
  answers: Answers;
}

/** Questions with what was answered, to read. */
export function AnswerList({ questions, answers }: AnswerListProps) {
  return (
    <dl className="max-w-[760px] divide-y divide-line border-y border-line">
      {questions.map((question) => {
        const answer = answers[question.id] ?? '';
        return (
          <div key={question.id} className="py-3">
            <dt className="font-medium">{question.question}</dt>
            <dd className={`mt-1 whitespace-pre-line wrap-anywhere ${answer ? '' : 'text-muted'}`}>
              {answer ? answerInWords(question, answer) : 'Not answered yet'}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
