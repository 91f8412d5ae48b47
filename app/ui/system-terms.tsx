import { KIND_LABELS, REGIME_LABELS } from '../domain/purchasing-systems/purchasing-system.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { SummaryList } from './summary-list.tsx';

interface FixedSystemProps {
  system: {
    kind: string;
    regime: string;
    startsOn: string;
    endsOn: string;
    takesApplications: string;
    evaluationDays: number;
    extendedEvaluationDays: number;
    clarificationDays: number;
    howToJoin: string;
  };
  /** Of a dynamic market: its conditions of membership stand. */
  isFrozen: boolean;
}

/** What of a published purchasing system stands, with the reason. */
export function FixedSystem({ system, isFrozen }: FixedSystemProps) {
  const { startsOn, endsOn, evaluationDays, extendedEvaluationDays, clarificationDays } = system;
  return (
    <div className="mb-8 max-w-[640px]">
      <p className="mb-3 text-muted">
        It is published and providers rely on what they read, so these stand. Its end moves by an extension alone.
        {isFrozen &&
          ' How to join is a condition of membership of a dynamic market, which cannot change: Procurement Act 2023, section 36.'}
      </p>
      <SummaryList
        rows={[
          { name: 'Kind', value: `${KIND_LABELS[system.kind]}, ${REGIME_LABELS[system.regime]}` },
          { name: 'In force', value: `${formatDate(startsOn)} to ${formatDate(addDays(endsOn, -1))}` },
          ...(isFrozen
            ? [
                {
                  name: 'How to join',
                  value: <span className="whitespace-pre-wrap break-words">{system.howToJoin}</span>,
                },
              ]
            : []),
          {
            name: 'Takes applications',
            value: system.takesApplications === 'in_rounds' ? 'In rounds' : 'At any time while it is open',
          },
          {
            name: 'Decides within',
            value: `${evaluationDays} working days, or ${extendedEvaluationDays} with a reason`,
          },
          {
            name: 'Clarifications',
            value: `Answered within ${clarificationDays} working days, or by another date that the question gives`,
          },
        ]}
      />
    </div>
  );
}
