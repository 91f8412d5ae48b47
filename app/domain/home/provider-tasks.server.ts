import type { Db } from '#db/client.ts';
import { formatShortDate } from '../../lib/dates.ts';
import { countOf } from '../../lib/phrases.ts';
import type { Actor } from '../accounts/actor.ts';
import { listDueDocuments } from '../admissions/admission-documents.server.ts';
import { countOwnTasks } from '../lot-applications/lot-applications.server.ts';
import { listMonitoringTasks } from '../monitoring/monitoring-tasks.server.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { canBid } from '../purchasing-systems/purchasing-system-policy.ts';
import { countVacancies } from '../vacancies/vacancies.server.ts';
import { canManageVacancy } from '../vacancies/vacancy-policy.ts';
import type { Task } from './task.ts';

/** What people of a provider come for; `today` is ISO. */
export async function listProviderTasks(db: Db, actor: Actor, today: string): Promise<Task[]> {
  const manages = canManageVacancy(actor, { providerId: actor.organisationId });
  return [
    ...(manages ? [{ to: '/vacancies/new', label: 'Publish a vacancy' }] : []),
    await vacanciesTask(db, actor),
    ...(await listMonitoringTasks(db, actor, today)),
    await applicationsTask(db, actor),
    ...(await documentTasks(db, actor, today)),
    {
      to: '/price-schedules',
      label: canBid(actor)
        ? 'See and set your prices in each purchasing system'
        : 'See your prices in each purchasing system',
    },
    { to: '/admissions', label: 'See where you are admitted' },
    { to: '/services', label: 'See your services and their judgements' },
    { to: '/market-position-statements', label: 'Read what authorities need next' },
  ];
}

async function vacanciesTask(db: Db, actor: Actor): Promise<Task> {
  const { drafts, published, stale } = await countVacancies(db, actor);
  const state =
    stale > 0
      ? `${stale} of ${published} not confirmed for a week`
      : `${countOf(published, 'vacancy', 'vacancies')} published, ${countOf(drafts, 'draft')}`;
  return { to: '/vacancies', label: 'Keep your vacancies true', state, due: stale > 0 };
}

async function applicationsTask(db: Db, actor: Actor): Promise<Task> {
  const { drafts, questions } = await countOwnTasks(db, actor);
  const waiting = [
    ...(questions > 0 ? [`${countOf(questions, 'question')} to answer`] : []),
    ...(drafts > 0 ? [`${countOf(drafts, 'application')} to finish`] : []),
  ];
  return {
    to: '/lot-applications',
    label: canBid(actor) ? 'Apply to lots of purchasing systems' : 'See your applications to lots',
    state: waiting.join(', ') || undefined,
    due: questions > 0,
  };
}

/** The profile; before it, for those who may upload them, each required document that is missing or expired. */
async function documentTasks(db: Db, actor: Actor, today: string): Promise<Task[]> {
  const due = await listDueDocuments(db, actor, today);
  const profile: Task = { to: '/profile', label: 'Keep your profile and its documents up to date' };
  if (!canBid(actor)) {
    const state = due.map(
      ({ documentKind, dueBy }) => `${documentKindLabel(documentKind)} ${dueInWords(dueBy, today)}`,
    );
    return [{ ...profile, state: state.join(', ') || undefined, due: due.length > 0 }];
  }
  const uploads = due.map(({ documentKind, dueBy }) => ({
    to: `/profile/documents/new?kind=${documentKind}`,
    label: `Upload a required document: ${documentKindLabel(documentKind)}`,
    state: dueInWords(dueBy, today),
    due: true,
  }));
  return [...uploads, profile];
}

const dueInWords = (dueBy: string, today: string): string =>
  dueBy < today ? `overdue since ${formatShortDate(dueBy)}` : `due by ${formatShortDate(dueBy)}`;
