import type { AnsweredQuestion } from '../domain/lot-applications/lot-application.ts';
import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import { formatDate } from '../lib/dates.ts';

/** What the provider answered, as it stands in its application. */
export function EvaluationAnswer({ answer }: { answer: AnsweredQuestion }) {
  if (answer.kind === 'document') return <GivenDocument answer={answer} />;
  const text = inWords(answer);
  if (!text) return <span className="text-muted">Not answered</span>;
  return <span className="block max-w-[65ch] break-words whitespace-pre-wrap">{text}</span>;
}

function GivenDocument({ answer: { document, documentKind } }: { answer: AnsweredQuestion }) {
  if (!document) return <span className="text-muted">No document</span>;
  const { title, fileId, fileName, expiresOn, isReplaced } = document;
  return (
    <span className="block break-words">
      <a className="link" href={`/files/${fileId}`}>
        {title}
      </a>{' '}
      <span className="text-table text-muted">
        {[
          documentKind && documentKindLabel(documentKind),
          fileName,
          expiresOn && `valid to ${formatDate(expiresOn)}`,
          isReplaced && 'the provider has a newer one',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}

function inWords({ kind, answer }: AnsweredQuestion): string {
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(answer)) return formatDate(answer);
  if (kind === 'yes_no' || kind === 'declaration') return WORDS[answer] ?? answer;
  if (kind === 'number' && /^\d+$/.test(answer)) return Number(answer).toLocaleString('en-GB');
  return answer;
}

const WORDS: Record<string, string> = { yes: 'Yes', no: 'No', agreed: 'Agreed' };

type Assessed = Pick<AnsweredQuestion, 'assessment' | 'weight' | 'mostScore' | 'passAnswer' | 'leastNumber'>;

/** How an answer is judged: "Scored from 0 to 5, weight 60". */
export function assessmentOf({ assessment, weight, mostScore, passAnswer, leastNumber }: Assessed): string {
  if (assessment === 'scored') return `Scored from 0 to ${mostScore}, weight ${weight}`;
  if (assessment === 'information') return 'For information';
  if (passAnswer) return `Pass or fail: “${WORDS[passAnswer]}” passes`;
  if (leastNumber !== null) return `Pass or fail: ${leastNumber.toLocaleString('en-GB')} or more passes`;
  return 'Pass or fail';
}
