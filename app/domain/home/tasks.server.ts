import type { Db } from '#db/client.ts';
import type { Actor, OrganisationKind } from '../accounts/actor.ts';
import { countWaitingApplications } from '../organisation-applications/applications.server.ts';
import { listAuthorityTasks } from './authority-tasks.server.ts';
import { listProviderTasks } from './provider-tasks.server.ts';
import { type Task, waitingTask } from './task.ts';

type ListTasks = (db: Db, actor: Actor, today: string) => Promise<Task[]>;

const TASKS: Record<OrganisationKind, ListTasks> = {
  authority: listAuthorityTasks,
  provider: listProviderTasks,
  operator: listOperatorTasks,
};

/** What the actor comes for, in the order of its urgency; `today` is ISO, in London. */
export const listTasks: ListTasks = (db, actor, today) => TASKS[actor.organisationKind](db, actor, today);

async function listOperatorTasks(db: Db, actor: Actor): Promise<Task[]> {
  return [
    waitingTask('/applications', 'Decide applications', await countWaitingApplications(db, actor)),
    { to: '/organisation/members', label: 'See the operator’s people' },
    { to: '/providers', label: 'Look up a provider' },
    { to: '/purchasing-systems', label: 'See purchasing systems, their lots and providers' },
  ];
}
