import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ROLE_LABELS } from '../domain/accounts/actor.ts';
import { listTasks } from '../domain/home/tasks.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { TaskList } from '../ui/task-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Home – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    organisation: actor.organisationName,
    roles: actor.roles.map((role) => ROLE_LABELS[role]).join(', '),
    tasks: await listTasks(db, actor, todayInLondon()),
  }));
}

export default function Home() {
  const { organisation, roles, tasks } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={organisation} lead={`You are signed in as: ${roles.toLowerCase()}.`} />
      <div className="max-w-[760px]">
        <TaskList tasks={tasks} />
      </div>
    </>
  );
}
