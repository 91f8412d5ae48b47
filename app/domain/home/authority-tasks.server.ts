import type { Db } from '#db/client.ts';
import { countOf } from '../../lib/phrases.ts';
import { type Actor, holds } from '../accounts/actor.ts';
import { canReadAdmissions } from '../admissions/admission-policy.ts';
import { countAdmissionsToReview } from '../admissions/admissions.server.ts';
import { listServicesToReview } from '../admissions/placement-reviews.server.ts';
import { canCompareCost } from '../cost-comparison/cost-comparison-policy.ts';
import { canSeeEvaluations } from '../evaluation/evaluation-policy.ts';
import { countEvaluations } from '../evaluation/evaluations.server.ts';
import { canOverseeMarket } from '../market-oversight/market-oversight-policy.ts';
import { listMonitoringTasks } from '../monitoring/monitoring-tasks.server.ts';
import { canListSchedules } from '../price-schedules/price-schedule-policy.ts';
import { countSchedulesToDecide } from '../price-schedules/price-schedules.server.ts';
import { canCreateSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import { listOpenInvitations } from '../purchasing-systems/system-invitations.server.ts';
import { countUpliftsToDecide } from '../uplifts/uplifts.server.ts';
import { canSearchVacancies } from '../vacancies/vacancy-policy.ts';
import { type Task, waitingTask } from './task.ts';

/** What people of an authority come for, what waits for them first; `today` is ISO. */
export async function listAuthorityTasks(db: Db, actor: Actor, today: string): Promise<Task[]> {
  return [
    ...(await invitationTasks(db, actor)),
    ...(canSearchVacancies(actor) ? [{ to: '/search', label: 'Find a place for a child' }] : []),
    ...(canSeeEvaluations(actor) ? [await evaluationsTask(db, actor, today)] : []),
    ...(canListSchedules(actor) ? await priceTasks(db, actor) : []),
    ...(await reviewTasks(db, actor, today)),
    ...(canReadAdmissions(actor) ? [await admissionsTask(db, actor)] : []),
    ...(await listMonitoringTasks(db, actor, today)),
    ...(canCompareCost(actor) ? [{ to: '/cost-comparison', label: 'Compare spot with framework cost' }] : []),
    {
      to: '/market-position-statements',
      label: holds(actor, 'authority', 'commissioner')
        ? 'Read and write market position statements'
        : 'Read market position statements',
    },
    { to: '/purchasing-systems', label: 'See purchasing systems, their lots and providers' },
    ...(canOverseeMarket(actor)
      ? [{ to: '/procurement-timeline', label: 'See when contracts are reviewed and end' }]
      : []),
    { to: '/providers', label: 'Look up a provider' },
  ];
}

async function invitationTasks(db: Db, actor: Actor): Promise<Task[]> {
  const invitations = await listOpenInvitations(db, actor);
  return invitations.map(({ systemId, title }) => ({
    to: `/purchasing-systems/${systemId}/invitation`,
    label: `Answer the invitation to join “${title}”`,
    state: 'waiting for you',
    due: true,
  }));
}

async function evaluationsTask(db: Db, actor: Actor, today: string): Promise<Task> {
  const { waiting, overdue } = await countEvaluations(db, actor, today);
  const task = waitingTask('/evaluations', 'Evaluate applications to your lots', waiting);
  return overdue > 0 ? { ...task, state: `${task.state}, ${overdue.toLocaleString('en-GB')} overdue` } : task;
}

async function priceTasks(db: Db, actor: Actor): Promise<Task[]> {
  return [
    waitingTask('/price-schedules', 'Decide on prices', await countSchedulesToDecide(db, actor)),
    waitingTask('/uplifts', 'Decide on uplifts', await countUpliftsToDecide(db, actor)),
  ];
}

/** For those who run systems, how much there is to review in those that their authority leads; for others the list to read. */
async function admissionsTask(db: Db, actor: Actor): Promise<Task> {
  if (!canCreateSystem(actor)) return { to: '/admissions', label: 'See which admissions are held or suspended' };
  const { held, suspended } = await countAdmissionsToReview(db, actor);
  const due = held + suspended > 0;
  const state = due ? `${countOf(held, 'service')} held, ${suspended} suspended by rule` : 'none';
  return { to: '/admissions', label: 'Review holds and suspensions', state, due };
}

/** Children who live where a judgement asks for a review: those of the authority itself. */
async function reviewTasks(db: Db, actor: Actor, today: string): Promise<Task[]> {
  const held = await listServicesToReview(db, actor, { today });
  return held.map(({ admissionId, holdId, urn, providerName, placements, reviewed }) => ({
    to: `/admissions/${admissionId}/holds/${holdId}/placements`,
    label: `Review your placements in URN ${urn}, ${providerName}`,
    state: reviewed < placements ? `${placements - reviewed} of ${placements} to review` : 'all reviewed',
    due: reviewed < placements,
  }));
}
