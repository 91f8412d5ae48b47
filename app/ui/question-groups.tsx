import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import type { SelectionQuestion } from '../domain/selection-questions/selection-question.ts';
import { ButtonLink } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { Section } from './page-header.tsx';
import { QuestionList } from './question-list.tsx';
import { SummaryList } from './summary-list.tsx';

interface Lot {
  id: string;
  number: number;
  title: string;
}

interface QuestionGroupsProps {
  questions: SelectionQuestion[];
  lots: Lot[];
  weights: { lot: Lot; sum: number | null }[];
  required: { documentKind: string; suspendsWhenExpired: boolean }[];
  address: string;
  isFixed: boolean;
}

/** All that a purchasing system asks: of everyone, lot by lot, and afterwards. */
export function QuestionGroups({ questions, lots, weights, required, address, isFixed }: QuestionGroupsProps) {
  const groups = [
    { id: null, title: 'Asked of applicants to every lot' },
    ...lots.map(({ id, number, title }) => ({ id, title: `Asked of applicants to lot ${number}: ${title}` })),
  ].map((group) => ({ ...group, asked: questions.filter(({ lotId }) => lotId === group.id) }));
  return (
    <>
      {questions.length === 0 && (
        <EmptyState title="Nothing is asked of applicants yet">
          Add a question of your own, or one of the library: providers answer its standard questions once, in their
          profile.
        </EmptyState>
      )}
      {groups
        .filter(({ asked }) => asked.length > 0)
        .map(({ id, title, asked }) => (
          <Section key={id ?? 'all'} title={title}>
            <QuestionList questions={asked} address={address} isFixed={isFixed} />
          </Section>
        ))}
      {questions.length > 0 && (
        <Section title="Marks" lead="The weights of what is scored in a lot, its own questions and those of every lot.">
          <SummaryList
            rows={weights.map(({ lot, sum }) => ({
              name: `Lot ${lot.number}`,
              value: sum === null ? 'Nothing is scored' : `${sum}%`,
            }))}
          />
        </Section>
      )}
      <Section title="Documents kept in date" lead="What a provider renews for as long as it is admitted.">
        <SummaryList
          rows={
            required.length === 0
              ? [{ name: 'Documents', value: 'None' }]
              : required.map(({ documentKind, suspendsWhenExpired }) => ({
                  name: documentKindLabel(documentKind),
                  value: suspendsWhenExpired ? 'Suspends the admission when it expires' : 'Warns before it expires',
                }))
          }
        />
        {!isFixed && (
          <div className="mt-4">
            <ButtonLink to={`${address}/documents`} look="secondary">
              Change the documents
            </ButtonLink>
          </div>
        )}
      </Section>
    </>
  );
}
