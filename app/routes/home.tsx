import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { Db } from '#db/client.ts';
import { type Actor, holds, type OrganisationKind, ROLE_LABELS } from '../domain/accounts/actor.ts';
import { canCompareCost } from '../domain/cost-comparison/cost-comparison-policy.ts';
import { countWaitingApplications } from '../domain/organisation-applications/applications.server.ts';
import { canListSchedules } from '../domain/price-schedules/price-schedule-policy.ts';
import { countSchedulesToDecide } from '../domain/price-schedules/price-schedules.server.ts';
import { canBid } from '../domain/purchasing-systems/purchasing-system-policy.ts';
import { countUpliftsToDecide } from '../domain/uplifts/uplifts.server.ts';
import { countVacancies } from '../domain/vacancies/vacancies.server.ts';
import { canManageVacancy, canSearchVacancies } from '../domain/vacancies/vacancy-policy.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { type Task, TaskList } from '../ui/task-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Home – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    organisation: actor.organisationName,
    roles: actor.roles.map((role) => ROLE_LABELS[role]).join(', '),
    tasks: await TASKS[actor.organisationKind](db, actor),
  }));
}

const TASKS: Record<OrganisationKind, (db: Db, actor: Actor) => Promise<Task[]>> = {
  authority: authorityTasks,
  provider: providerTasks,
  operator: operatorTasks,
};

async function providerTasks(db: Db, actor: Actor): Promise<Task[]> {
  const { drafts, published, stale } = await countVacancies(db, actor);
  const manages = canManageVacancy(actor, { providerId: actor.organisationId });
  return [
    ...(manages ? [{ to: '/vacancies/new', label: 'Publish a vacancy' }] : []),
    {
      to: '/vacancies',
      label: 'Keep your vacancies true',
      state:
        stale > 0
          ? `${stale} of ${published} not confirmed for a week`
          : `${countOf(published, 'vacancy', 'vacancies')} published, ${countOf(drafts, 'draft')}`,
      due: stale > 0,
    },
    {
      to: '/price-schedules',
      label: canBid(actor)
        ? 'See and set your prices in each purchasing system'
        : 'See your prices in each purchasing system',
    },
    { to: '/services', label: 'See your services and their judgements' },
    { to: '/market-position-statements', label: 'Read what authorities need next' },
  ];
}

async function authorityTasks(db: Db, actor: Actor): Promise<Task[]> {
  return [
    ...(canSearchVacancies(actor) ? [{ to: '/search', label: 'Find a place for a child' }] : []),
    ...(canCompareCost(actor) ? [{ to: '/cost-comparison', label: 'Compare spot with framework cost' }] : []),
    {
      to: '/market-position-statements',
      label: holds(actor, 'authority', 'commissioner')
        ? 'Read and write market position statements'
        : 'Read market position statements',
    },
    ...(canListSchedules(actor) ? await priceTasks(db, actor) : []),
    { to: '/purchasing-systems', label: 'See purchasing systems, their lots and providers' },
    { to: '/providers', label: 'Look up a provider' },
  ];
}

async function priceTasks(db: Db, actor: Actor): Promise<Task[]> {
  const schedules = await countSchedulesToDecide(db, actor);
  const uplifts = await countUpliftsToDecide(db, actor);
  return [
    { to: '/price-schedules', label: 'Decide on prices', state: `${schedules || 'none'} waiting`, due: schedules > 0 },
    { to: '/uplifts', label: 'Decide on uplifts', state: `${uplifts || 'none'} waiting`, due: uplifts > 0 },
  ];
}

async function operatorTasks(db: Db, actor: Actor): Promise<Task[]> {
  const waiting = await countWaitingApplications(db, actor);
  return [
    {
      to: '/applications',
      label: 'Decide applications',
      state: waiting > 0 ? `${waiting.toLocaleString('en-GB')} waiting` : 'none waiting',
      due: waiting > 0,
    },
    { to: '/organisation/members', label: 'See the operator’s people' },
    { to: '/providers', label: 'Look up a provider' },
    { to: '/purchasing-systems', label: 'See purchasing systems, their lots and providers' },
  ];
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
