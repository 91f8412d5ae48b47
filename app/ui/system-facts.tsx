import { KIND_LABELS, REGIME_LABELS, SYSTEM_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { addDays, formatDate } from '../lib/dates.ts';
import { StatusTag } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';

interface SystemFactsProps {
  system: {
    kind: string;
    regime: string;
    status: string;
    leadName: string;
    startsOn: string;
    endsOn: string;
    extendableUntil: string | null;
    takesApplications: string;
    evaluationDays: number;
    extendedEvaluationDays: number;
    members: { name: string }[];
  };
  extensions: { id: string; endedOnBefore: string; endsOn: string; reason: string }[];
}

const lastDay = (firstDayWithout: string) => formatDate(addDays(firstDayWithout, -1));

/** Status, dates, and who may buy. */
export function SystemFacts({ system, extensions }: SystemFactsProps) {
  const status = SYSTEM_STATUS[system.status];
  const { endsOn, extendableUntil } = system;
  return (
    <SummaryList
      rows={[
        { name: 'Status', value: status && <StatusTag tone={status.tone}>{status.label}</StatusTag> },
        { name: 'Kind', value: `${KIND_LABELS[system.kind]}, ${REGIME_LABELS[system.regime]}` },
        { name: 'Run by', value: system.leadName },
        { name: 'Authorities that may buy', value: system.members.map((member) => member.name).join(', ') },
        { name: 'In force', value: `${formatDate(system.startsOn)} to ${lastDay(endsOn)}` },
        ...(extensions.length > 0 ? [{ name: 'Extended', value: <Extensions extensions={extensions} /> }] : []),
        ...(extendableUntil && extendableUntil > endsOn
          ? [{ name: 'May be extended', value: `to ${lastDay(extendableUntil)}` }]
          : []),
        {
          name: 'Takes applications',
          value: system.takesApplications === 'in_rounds' ? 'In rounds' : 'At any time while it is open',
        },
        {
          name: 'Decides within',
          value: `${system.evaluationDays} working days, or ${system.extendedEvaluationDays} with a reason`,
        },
      ]}
    />
  );
}

function Extensions({ extensions }: Pick<SystemFactsProps, 'extensions'>) {
  return (
    <ul>
      {extensions.map((extension) => (
        <li key={extension.id}>
          From {lastDay(extension.endedOnBefore)} to {lastDay(extension.endsOn)}
          <span className="block text-table break-words text-muted">{extension.reason}</span>
        </li>
      ))}
    </ul>
  );
}
