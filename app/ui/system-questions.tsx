import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import {
  assessmentInWords,
  kindInWords,
  type SelectionQuestion,
} from '../domain/selection-questions/selection-question.ts';

interface SystemQuestionsProps {
  questions: SelectionQuestion[];
  lots: readonly { id: string; number: number; title: string }[];
  required: readonly { documentKind: string; suspendsWhenExpired: boolean }[];
}

/** What applicants to a purchasing system are asked, and what they keep in date once they are admitted. */
export function SystemQuestions({ questions, lots, required }: SystemQuestionsProps) {
  const groups = [
    { id: null, heading: 'Applicants to every lot' },
    ...lots.map(({ id, number, title }) => ({ id, heading: `Applicants to lot ${number}: ${title}` })),
  ]
    .map((group) => ({ ...group, asked: questions.filter(({ lotId }) => lotId === group.id) }))
    .filter(({ asked }) => asked.length > 0);
  return (
    <div className="max-w-[760px] space-y-4">
      {groups.map(({ id, heading, asked }) => (
        <details key={id ?? 'all'} className="border-y border-line py-2">
          <summary className="cursor-pointer font-medium">
            {heading}: {asked.length} {asked.length === 1 ? 'question' : 'questions'}
          </summary>
          <ol className="mt-3 list-decimal space-y-3 pl-6">
            {asked.map((question) => (
              <li key={question.id}>
                <p>{question.question}</p>
                <p className="text-table text-muted">
                  {kindInWords(question)}. {assessmentInWords(question)}.{question.required ? '' : ' Optional.'}
                </p>
              </li>
            ))}
          </ol>
        </details>
      ))}
      {required.length > 0 && (
        <div>
          <p>An applicant has these documents in its profile, and keeps them in date once it is admitted:</p>
          <ul className="list-disc pl-6">
            {required.map(({ documentKind, suspendsWhenExpired }) => (
              <li key={documentKind}>
                {documentKindLabel(documentKind)}
                {suspendsWhenExpired && ': the admission is suspended on the day after it expires'}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
