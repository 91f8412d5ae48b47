import type { Task } from '../domain/home/task.ts';
import { isPriced, type Obstacle, type Step } from '../domain/purchasing-systems/system-status.ts';
import { countOf } from '../lib/phrases.ts';
import { ButtonLink } from './button.tsx';
import { ObstacleList } from './obstacle-list.tsx';
import { TaskList } from './task-list.tsx';

interface System {
  id: string;
  status: string;
  takesApplications: string;
  howToJoin: string;
  members: unknown[];
}

interface Readiness {
  lots: { id: string; number: number; title: string; levels: number; pricedLevels: number }[];
  rounds: number;
  questions: number;
  documents: number;
  unanswered: number;
}

/** Every part of a purchasing system, with what is missing in it. */
export function SystemTasks({ system, readiness }: { system: System; readiness: Readiness }) {
  const { id, status, takesApplications, howToJoin, members } = system;
  const address = `/purchasing-systems/${id}`;
  const isDraft = status === 'draft';
  const tasks: Task[] = [
    {
      to: `${address}/edit`,
      label: 'Kind, dates and how to join',
      ...(howToJoin === '' ? { state: 'says nothing on how to join yet', due: true } : {}),
    },
    ...readiness.lots.flatMap((lot) => lotTasks(address, lot)),
    ...(readiness.lots.length === 0
      ? [{ to: `${address}/lots/new`, label: 'Lots', state: 'none yet', due: true }]
      : []),
    {
      to: `${address}/questions`,
      label: 'Selection questions',
      state:
        readiness.questions === 0 ? 'none: applicants are asked nothing' : countOf(readiness.questions, 'question'),
      due: isDraft && readiness.questions === 0,
    },
    {
      to: `${address}/documents`,
      label: 'Documents',
      state: readiness.documents === 0 ? 'none' : countOf(readiness.documents, 'document'),
    },
    ...(takesApplications === 'in_rounds'
      ? [
          {
            to: `${address}/rounds`,
            label: 'Application rounds',
            state: readiness.rounds === 0 ? 'none yet' : countOf(readiness.rounds, 'round'),
            due: readiness.rounds === 0,
          },
        ]
      : []),
    {
      to: `${address}/members`,
      label: 'Authorities that may buy',
      state: [
        countOf(members.length, 'member'),
        ...(readiness.unanswered > 0 ? [`${readiness.unanswered} not answered yet`] : []),
      ].join(', '),
    },
    ...(isDraft
      ? []
      : [
          { to: `${address}/admissions`, label: 'Admissions' },
          { to: `${address}/oversight`, label: 'Oversight: prices, coverage, what falls due' },
        ]),
  ];
  return <TaskList tasks={tasks} />;
}

function lotTasks(address: string, lot: Readiness['lots'][number]): Task[] {
  const priced = isPriced(lot);
  return [
    { to: `${address}/lots/${lot.id}/edit`, label: `Lot ${lot.number}: ${lot.title}` },
    {
      to: `${address}/lots/${lot.id}/prices`,
      label: `How lot ${lot.number} is priced`,
      state: priced ? countOf(lot.levels, 'level') : 'not set yet',
      due: !priced,
    },
  ];
}

const LABELS: Record<Step, string> = {
  publish: 'Publish',
  open: 'Open to applications',
  close: 'Close to new applicants',
  end: 'End',
};

interface NextStepsProps {
  system: { id: string; status: string };
  steps: Step[];
  /** What each waits for. */
  obstacles: Record<Step, Obstacle[]>;
  canBeExtended: boolean;
}

/** Where a purchasing system can go from here, and what keeps it. */
export function NextSteps({ system, steps, obstacles, canBeExtended }: NextStepsProps) {
  const waiting = steps.flatMap((step) => obstacles[step]);
  const ready = steps.filter((step) => obstacles[step].length === 0);
  if (steps.length === 0) return <p className="mb-6 text-muted">It has ended: what is below is kept as it was.</p>;
  return (
    <div className="mb-8 space-y-4">
      {waiting.length > 0 && (
        <ObstacleList
          systemId={system.id}
          lead={system.status === 'draft' ? 'Before you can publish it:' : 'Before you can open it:'}
          obstacles={waiting}
        />
      )}
      {(ready.length > 0 || canBeExtended) && (
        <div className="flex flex-wrap gap-3">
          {ready.map((step) => (
            <ButtonLink key={step} to={`/purchasing-systems/${system.id}/status/${step}`} look={lookOf(step)}>
              {LABELS[step]}
            </ButtonLink>
          ))}
          {canBeExtended && (
            <ButtonLink to={`/purchasing-systems/${system.id}/extend`} look="secondary">
              Extend
            </ButtonLink>
          )}
        </div>
      )}
    </div>
  );
}

const lookOf = (step: Step) => (step === 'end' ? 'danger' : step === 'close' ? 'secondary' : 'primary');
