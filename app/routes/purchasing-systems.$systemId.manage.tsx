import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { KIND_LABELS, SYSTEM_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { getSystemToRun } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { getReadiness } from '../domain/purchasing-systems/system-readiness.server.ts';
import {
  canBeExtended,
  obstaclesToOpening,
  obstaclesToPublication,
  stepsFrom,
  takesNewLots,
} from '../domain/purchasing-systems/system-status.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { addDays, formatDate, todayInLondon } from '../lib/dates.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { NextSteps, SystemTasks } from '../ui/system-tasks.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Manage ${data?.system.title ?? 'a purchasing system'} – Sufficiency Market` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const system = await getSystemToRun(db, actor, idParam(params.systemId, 'Purchasing system'));
    const readiness = await getReadiness(db, system);
    return {
      system,
      readiness,
      steps: stepsFrom(system),
      obstacles: {
        publish: obstaclesToPublication(readiness, todayInLondon()),
        open: obstaclesToOpening(readiness),
        close: [],
        end: [],
      },
      takesNewLots: takesNewLots(system),
      canBeExtended: canBeExtended(system),
    };
  });
}

export default function ManageSystem() {
  const { system, readiness, steps, obstacles, ...may } = useLoaderData<typeof loader>();
  const address = `/purchasing-systems/${system.id}`;
  const status = SYSTEM_STATUS[system.status];
  const dates = `${formatDate(system.startsOn)} to ${formatDate(addDays(system.endsOn, -1))}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            Public page
          </Link>
        }
        title={system.title}
        lead={
          <>
            {KIND_LABELS[system.kind]} · {dates} {status && <StatusTag tone={status.tone}>{status.label}</StatusTag>}
          </>
        }
        action={
          may.takesNewLots && (
            <ButtonLink to={`${address}/lots/new`} look={system.lots.length === 0 ? 'primary' : 'secondary'}>
              Add a lot
            </ButtonLink>
          )
        }
      />
      <div className="max-w-[760px]">
        <NextSteps system={system} steps={steps} obstacles={obstacles} canBeExtended={may.canBeExtended} />
        <Section title="Its parts">
          <SystemTasks system={system} readiness={readiness} />
        </Section>
      </div>
    </>
  );
}
