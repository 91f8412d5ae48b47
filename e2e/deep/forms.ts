import type { Page } from '@playwright/test';
import { plantApplication } from '../support/applications.ts';
import { draftSystem, roundOf } from '../support/draft-system.ts';
import { finishReport, planVisit, recordVisit } from '../support/monitoring-records.ts';
import {
  aHeldPlacement,
  aHold,
  anUplift,
  clarification,
  draftStatement,
  firstOf,
  fosteringQuote,
  halfSignedIn,
  invitation,
  invitedToJoin,
  ledSystem,
  libraryQuestion,
  lotApplication,
  lotPart,
  lotToJoin,
  memberToRemove,
  publishedSystem,
  questionToSave,
  resetLink,
  schedulePart,
  selectionQuestion,
  systemPart,
  within,
  withinAdmission,
} from './form-pages.ts';

export interface Form {
  /** Who fills it in; nobody: a visitor. */
  who?: string;
  /** The page that holds the form, reached as its user reaches it. */
  page: string | ((page: Page) => Promise<string>);
  /** Where it is sent, where that is not the page's own address. */
  action?: string;
  /** Names that no form on the page carries. */
  names?: string[];
}

const APPLICANT = 'bids@orchardine.example';
const LEAD = 'commissioner@southwark.example';
const MANAGER = 'manager@wrenfield.example';
const BIDS = 'bids@wrenfield.example';
const COMMISSIONER = 'commissioner@medway.example';
const BUYER = LEAD;
const ADMINISTRATOR = 'admin@copperbeck.example';

/** A part of an application's evaluation, of an application that nobody else evaluates. */
const evaluating = (part: string, at: { finished?: boolean; agreed?: boolean } = {}) => ({
  who: LEAD,
  page: async () => {
    const planted = { lead: 'southwark', provider: 'wrenfield', scoredBy: [LEAD] };
    const { evaluation } = await plantApplication({ ...at, ...planted });
    return `${evaluation}/${part}`;
  },
});

/** By the file of the route. What changes an account changes one of its own. */
export const FORMS: Record<string, Form | readonly Form[]> = {
  'sign-in.tsx': { page: '/sign-in' },
  'sign-in_.second-factor.tsx': { page: halfSignedIn },
  'sign-out.ts': { page: '/', action: '/sign-out' },
  'forgotten-password.tsx': { page: '/forgotten-password' },
  'reset-password.tsx': { page: resetLink },
  'account.name.tsx': { who: 'manager@fernacre.example', page: '/account/name' },
  'account.password.tsx': { who: 'bids@fernacre.example', page: '/account/password' },
  'account.email.tsx': { who: 'admin@fernacre.example', page: '/account/email', names: ['token'] },
  'account.second-factor.tsx': { who: 'manager@marlbrook.example', page: '/account/second-factor', names: ['code'] },
  'account.sessions.tsx': { who: 'bids@marlbrook.example', page: '/account/sessions', names: ['session'] },
  'account.api-tokens.tsx': { who: 'admin@marlbrook.example', page: '/account/api-tokens', names: ['token'] },
  'api.v1.$.ts': { page: '/api/v1/nothing' },
  'api.v1.me.ts': { page: '/api/v1/me' },
  'api.v1.openapi[.]json.ts': { page: '/api/v1/openapi.json' },
  'api.v1.vacancies.ts': { page: '/api/v1/vacancies' },
  'api.v1.quotes.ts': { page: '/api/v1/quotes' },
  'api.v1.purchasing-systems.ts': { page: '/api/v1/purchasing-systems' },
  'api.v1.price-schedules.ts': { page: '/api/v1/price-schedules' },
  'api.v1.price-schedules.$scheduleId.ts': { page: '/api/v1/price-schedules/019f0000-0000-7000-8000-000000000001' },
  'quotes.tsx': { who: 'broker@kent.example', page: fosteringQuote },
  'apply.tsx': { page: '/apply?kind=provider' },
  'applications.$applicationId.tsx': { who: 'operator@market.example', page: firstOf('/applications') },
  'join.$token.tsx': { page: invitation },
  'organisation._index.tsx': { who: ADMINISTRATOR, page: '/organisation' },
  'organisation.choose.tsx': { who: 'consortium@kent.example', page: '/organisation/choose' },
  'organisation.members._index.tsx': { who: ADMINISTRATOR, page: '/organisation/members', names: ['invitation'] },
  'organisation.members.invite.tsx': { who: ADMINISTRATOR, page: '/organisation/members/invite' },
  'organisation.members.$userId._index.tsx': { who: 'admin@rowanlea.example', page: firstOf('/organisation/members') },
  'organisation.members.$userId.deactivate.tsx': {
    who: 'admin@rowanlea.example',
    page: within('/organisation/members', '/deactivate'),
  },
  'vacancies.new.tsx': { who: MANAGER, page: firstOf('/vacancies/new') },
  'vacancies.$vacancyId._index.tsx': { who: MANAGER, page: firstOf('/vacancies') },
  'vacancies.$vacancyId.edit.tsx': { who: MANAGER, page: within('/vacancies', '/edit') },
  'market-position-statements.new.tsx': { who: COMMISSIONER, page: '/market-position-statements/new' },
  'market-position-statements.$statementId.edit.tsx': { who: COMMISSIONER, page: draftStatement('/edit') },
  'market-position-statements.$statementId.publish.tsx': { who: COMMISSIONER, page: draftStatement('/publish') },
  'admissions.$admissionId.$decision.tsx': [
    { who: 'commissioner@kent.example', page: withinAdmission('/tier') },
    { who: 'commissioner@kent.example', page: withinAdmission('/end'), names: ['ground'] },
  ],
  'admissions.$admissionId.holds.$holdId.tsx': { who: 'commissioner@kent.example', page: aHold },
  'admissions.$admissionId.holds.$holdId_.placements.tsx': {
    who: 'commissioner@kent.example',
    page: aHeldPlacement,
  },
  'monitoring-visits.plan.tsx': { who: BUYER, page: firstOf('/monitoring-visits/plan') },
  'monitoring-visits.$visitId.cancel.tsx': { who: BUYER, page: async (page) => `${await planVisit(page)}/cancel` },
  'monitoring-visits.new.tsx': { who: BUYER, page: firstOf('/monitoring-visits/new') },
  'monitoring-visits.$visitId.edit.tsx': { who: BUYER, page: async (page) => `${await recordVisit(page)}/edit` },
  'monitoring-visits.$visitId.finalise.tsx': {
    who: BUYER,
    page: async (page) => `${await recordVisit(page)}/finalise`,
  },
  'monitoring-visits.$visitId.actions.$actionId.tsx': {
    who: BUYER,
    page: async (page) => finishReport(page, await recordVisit(page)),
    names: ['note'],
  },
  'notifications.new.tsx': { who: MANAGER, page: '/notifications/new', names: ['clockTurn'] },
  'purchasing-systems.new.tsx': { who: COMMISSIONER, page: '/purchasing-systems/new' },
  'purchasing-systems.$systemId.edit.tsx': { who: COMMISSIONER, page: systemPart('/edit') },
  'purchasing-systems.$systemId.status.$step.tsx': { who: COMMISSIONER, page: systemPart('/status/publish') },
  'purchasing-systems.$systemId.extend.tsx': { who: COMMISSIONER, page: publishedSystem },
  'purchasing-systems.$systemId.lots.new.tsx': { who: COMMISSIONER, page: systemPart('/lots/new') },
  'purchasing-systems.$systemId.lots.$lotId.edit.tsx': { who: COMMISSIONER, page: lotPart('/edit') },
  'purchasing-systems.$systemId.lots.$lotId.remove.tsx': { who: COMMISSIONER, page: lotPart('/remove') },
  'purchasing-systems.$systemId.lots.$lotId.prices.tsx': { who: COMMISSIONER, page: lotPart('/prices') },
  'purchasing-systems.$systemId.lots.$lotId.ceilings.tsx': { who: COMMISSIONER, page: lotPart('/ceilings') },
  'purchasing-systems.$systemId.members._index.tsx': {
    who: COMMISSIONER,
    page: systemPart('/members'),
    names: ['withdraw'],
  },
  'purchasing-systems.$systemId.members.$authorityId.remove.tsx': {
    who: 'commissioner@southwark.example',
    page: memberToRemove,
  },
  'purchasing-systems.$systemId.invitation.tsx': { who: COMMISSIONER, page: invitedToJoin },
  'purchasing-systems.$systemId.rounds._index.tsx': {
    who: COMMISSIONER,
    page: systemPart('/rounds'),
    names: ['opensWhich', 'closesWhich'],
  },
  'purchasing-systems.$systemId.rounds.$roundId.tsx': {
    who: COMMISSIONER,
    page: async (page) => roundOf(page, (await draftSystem(page, 'With a round')).system),
    names: ['opensWhich', 'closesWhich'],
  },
  'evaluations.$applicationId.evaluators.tsx': { ...evaluating('evaluators'), names: ['evaluator'] },
  'evaluations.$applicationId.clarify.tsx': evaluating('clarify'),
  'evaluations.$applicationId.extend.tsx': evaluating('extend'),
  'evaluations.$applicationId.declare.tsx': evaluating('declare'),
  'evaluations.$applicationId.score.tsx': evaluating('score'),
  'evaluations.$applicationId.moderate.tsx': evaluating('moderate', { finished: true }),
  'evaluations.$applicationId.decide.tsx': evaluating('decide', { finished: true, agreed: true }),
  'profile._index.tsx': {
    who: 'bids@copperbeck.example',
    page: '/profile',
    action: '/profile?index',
    names: ['document'],
  },
  'profile.answers.$topic.tsx': { who: 'bids@copperbeck.example', page: '/profile/answers/staff' },
  'profile.documents.new.tsx': { who: 'bids@copperbeck.example', page: '/profile/documents/new' },
  'question-library._index.tsx': { who: LEAD, page: '/question-library', names: ['question'] },
  'question-library.new.tsx': { who: LEAD, page: '/question-library/new' },
  'question-library.$questionId.edit.tsx': { who: LEAD, page: libraryQuestion },
  'purchasing-systems.$systemId.questions._index.tsx': {
    who: LEAD,
    page: ledSystem('/questions'),
    names: ['question', 'intent'],
  },
  'purchasing-systems.$systemId.questions.new.tsx': { who: LEAD, page: ledSystem('/questions/new') },
  'purchasing-systems.$systemId.questions.documents.tsx': { who: LEAD, page: ledSystem('/questions/documents') },
  'purchasing-systems.$systemId.questions.$questionId.edit.tsx': { who: LEAD, page: selectionQuestion },
  'purchasing-systems.$systemId.questions.$questionId.library.tsx': { who: LEAD, page: questionToSave },
  'purchasing-systems.$systemId.documents.tsx': { who: LEAD, page: ledSystem('/documents'), names: ['document'] },
  'lot-applications.new.tsx': { who: APPLICANT, page: lotToJoin },
  'lot-applications.$applicationId._index.tsx': { who: APPLICANT, page: lotApplication('draft', '') },
  'lot-applications.$applicationId.edit.tsx': { who: APPLICANT, page: lotApplication('draft', '/edit') },
  'lot-applications.$applicationId.submit.tsx': {
    who: APPLICANT,
    page: lotApplication('draft', '/submit'),
    names: ['revision'],
  },
  'lot-applications.$applicationId.withdraw.tsx': { who: APPLICANT, page: lotApplication('submitted', '/withdraw') },
  'lot-applications.$applicationId.reopen.tsx': { who: APPLICANT, page: lotApplication('submitted', '/reopen') },
  'lot-applications.$applicationId.clarifications.$clarificationId.tsx': { who: APPLICANT, page: clarification },
  'price-schedules.new.tsx': { who: BIDS, page: firstOf('/price-schedules/new') },
  'price-schedules.$scheduleId._index.tsx': { who: BIDS, page: schedulePart(''), names: ['reason'] },
  'price-schedules.$scheduleId.edit.tsx': { who: BIDS, page: schedulePart('/edit') },
  'uplifts.new.tsx': { who: BIDS, page: firstOf('/uplifts/new') },
  'uplifts.$upliftId.tsx': { who: 'commissioner@kent.example', page: anUplift },
};
