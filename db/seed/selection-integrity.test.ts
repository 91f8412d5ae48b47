import { beforeAll, describe, expect, test } from 'vitest';
import { listAnsweredQuestions } from '#app/domain/lot-applications/answered-questions.server.ts';
import { findGaps } from '#app/domain/lot-applications/application-gaps.ts';
import { decisionDueOn, pauseFor } from '#app/domain/lot-applications/evaluation-clock.ts';
import type { LotApplicationStatus } from '#app/domain/lot-applications/lot-application.ts';
import { londonDate } from '#app/lib/dates.ts';
import { testDatabase } from '../testing.ts';
import { seedDemonstration } from './demonstration.ts';

// What the demonstration tells of systems, applications and admissions obeys what the portal's own commands ask.

const context = testDatabase();
const TODAY = '2026-11-22';

beforeAll(() => seedDemonstration(context.connectionString, { today: TODAY, password: 'only for this test' }));

async function rows<T extends object>(query: string): Promise<T[]> {
  return (await context.pool.query<T>(query)).rows;
}

/** Rows that break a rule the constraints do not hold. */
const none = async (query: string) => expect(await rows(`${query} limit 5`)).toEqual([]);

/** With their lot and system. */
const APPLICATIONS = `lot_applications p join lots l on l.id = p.lot_id join purchasing_systems s on s.id = l.system_id`;

describe('purchasing systems', () => {
  test('there is one of each status, and of each kind', async () => {
    const [found] = await rows(`select array_agg(distinct status order by status) as statuses,
      array_agg(distinct kind order by kind) as kinds from purchasing_systems`);
    expect(found).toEqual({
      statuses: ['closed', 'draft', 'ended', 'open', 'published'],
      kinds: ['block', 'dps', 'dynamic_market', 'framework', 'open_framework'],
    });
  });

  test('are where their dates put them, under a law that knows their kind', () =>
    none(`select slug from purchasing_systems where status = 'ended' and ends_on > '${TODAY}'
      or status in ('open', 'closed') and not daterange(starts_on, ends_on) @> date '${TODAY}'
      or status in ('draft', 'published') and starts_on <= '${TODAY}'
      or published_at >= '${TODAY}' or published_at::date >= starts_on
      or kind in ('dps') and regime <> 'pcr_2015' or kind in ('dynamic_market', 'open_framework') and regime <> 'pa_2023'`));

  test('that are published have a complete grid on every lot, say how to join, and show documents of their lead', () =>
    none(`select slug from purchasing_systems s where status <> 'draft' and (how_to_join = ''
      or not exists (select from lots where system_id = s.id)
      or exists (select from lots l join lot_levels v on v.lot_id = l.id where l.system_id = s.id
        and not exists (select from lot_price_points g where g.lot_id = l.id and g.level = v.code))
      or exists (select from lots l where l.system_id = s.id and not exists (select from lot_levels v where v.lot_id = l.id))
      or not exists (select from purchasing_system_documents d join files f on f.id = d.file_id
        where d.system_id = s.id and f.organisation_id = s.lead_authority_id and d.added_at >= s.created_at))`));

  test('have rounds where they take applications in them alone: one over, one open, one to come', async () => {
    await none(`select s.slug from purchasing_systems s left join application_rounds r on r.system_id = s.id
      where (s.takes_applications = 'in_rounds') <> (r.id is not null) or r.opens_at < s.published_at or r.closes_at > s.ends_on`);
    expect(
      await rows(`select closes_at <= '${TODAY}' as over, opens_at <= '${TODAY}' as begun from application_rounds
        join purchasing_systems s on s.id = system_id and status = 'open' order by opens_at`),
    ).toEqual([
      { over: true, begun: true },
      { over: false, begun: true },
      { over: false, begun: false },
    ]);
  });

  test('end where their last extension says, within what their terms allow, agreed while they ran', () =>
    none(`select s.slug from purchasing_system_extensions e join purchasing_systems s on s.id = e.system_id
      where e.ends_on <> s.ends_on or e.ends_on > s.extendable_until or e.reason = ''
        or e.extended_at < s.published_at or e.extended_at >= e.ended_on_before
        or not exists (select from members m where m.user_id = e.extended_by and m.organisation_id = s.lead_authority_id)`));

  test('have as members their lead, and nobody who was asked and has not accepted', () =>
    none(`select s.slug from purchasing_systems s where not exists (
        select from purchasing_system_members m where m.system_id = s.id and m.authority_id = s.lead_authority_id)
      union all select s.slug from purchasing_system_invitations i join purchasing_systems s on s.id = i.system_id
        join purchasing_system_members m on m.system_id = s.id and m.authority_id = i.authority_id where i.answer is distinct from 'accepted'`));
});

describe('applications', () => {
  test('there is one at each stage, of Kent’s framework', async () => {
    const found = await rows<{ stage: string }>(`
      select distinct case
        when p.status <> 'submitted' then p.status
        when exists (select from application_clarifications c where c.application_id = p.id and answered_at is null) then 'paused'
        when exists (select from application_clarifications c where c.application_id = p.id) then 'answered'
        when extended_at is not null then 'extended'
        when not exists (select from application_evaluators e where e.application_id = p.id) then 'to assign'
        when exists (select from application_moderations m where m.application_id = p.id) then 'to decide'
        when exists (select from application_evaluators e where e.application_id = p.id and finished_at is null) then 'being scored'
        else 'to moderate' end as stage
      from ${APPLICATIONS} where s.slug = 'kent-childrens-homes'`);
    expect(found.map(({ stage }) => stage).toSorted()).toEqual([
      ...['accepted', 'answered', 'being scored', 'draft', 'extended', 'paused', 'rejected', 'to assign', 'to decide'],
      ...['to moderate', 'withdrawn'],
    ]);
  });

  test('go their way one step after the other, and no step is still to come', () =>
    none(`select p.id from ${APPLICATIONS}
      where p.created_at < s.published_at or p.submitted_at < p.created_at or p.extended_at < p.submitted_at
        or p.decided_at < p.submitted_at or p.withdrawn_at < p.submitted_at
        or (p.submitted_at is null) <> (p.submission = 0)
        or greatest(p.created_at, p.submitted_at, p.extended_at, p.decided_at, p.withdrawn_at, p.updated_at) >= '${TODAY}'`));

  test('are begun and sent in a round that is open, where there are rounds, by a bid manager who runs services of the kind', () =>
    none(`select p.id from ${APPLICATIONS} left join application_rounds r on r.id = p.round_id and r.system_id = s.id
      where (s.takes_applications = 'in_rounds') <> (r.id is not null)
        or not tstzrange(r.opens_at, r.closes_at) @> p.created_at or not tstzrange(r.opens_at, r.closes_at) @> p.submitted_at
        or p.submitted_at is not null and not exists (select from members m
          where m.organisation_id = p.provider_id and m.user_id = p.submitted_by and 'bids' = any (m.roles))
        or not exists (select from services v where v.provider_id = p.provider_id and v.accommodation_type = l.accommodation_type
          and v.registration_status in ('registered', 'application_accepted'))`));

  test('that were sent answer every question, and drafts leave some open', async () => {
    const asked = await rows<{
      id: string;
      systemId: string;
      lotId: string;
      status: LotApplicationStatus;
      providerId: string;
    }>(
      `select p.id, l.system_id as "systemId", p.lot_id as "lotId", p.status, p.provider_id as "providerId" from ${APPLICATIONS}`,
    );
    expect(asked.length).toBeGreaterThan(25);
    for (const application of asked) {
      // What was replaced since was no gap when it was sent.
      const questions = (await context.rolledBack((db) => listAnsweredQuestions(db, application))).map((question) => ({
        ...question,
        document: question.document && { ...question.document, isReplaced: false },
      }));
      const documents = await rows<{ id: string; documentKind: string; expiresOn: string | null }>(
        `select id, document_kind as "documentKind", expires_on as "expiresOn"
          from provider_documents where provider_id = '${application.providerId}'`,
      );
      const required = await rows<{ kind: string }>(
        `select document_kind as kind from required_documents where system_id = '${application.systemId}'`,
      );
      const has = { documents, required: required.map(({ kind }) => kind), today: '2025-01-01' };
      const gaps = findGaps(questions, has).length;
      expect(questions.length, application.id).toBeGreaterThan(10);
      if (application.status === 'draft') expect(gaps).toBeGreaterThan(1);
      else expect(gaps, application.id).toBe(0);
    }
  });

  test('that were sent name documents of the provider that it had then, and that were valid', () =>
    none(`select p.id from ${APPLICATIONS} join application_answers w on w.application_id = p.id
      join selection_questions q on q.id = w.question_id and q.kind = 'document'
      left join provider_documents d on d.id = w.document_id and d.document_kind = q.document_kind
      where p.submitted_at is not null and (d.id is null or d.uploaded_at > p.submitted_at or d.replaced_at < p.submitted_at
        or d.expires_on < p.submitted_at::date)`));

  test('are due when the clock of the evaluation says', async () => {
    const holidays = new Set((await rows<{ day: string }>('select day from bank_holidays')).map(({ day }) => day));
    const clocks = await rows<Clock>(`
      select p.id, p.submitted_at as "submittedAt", p.due_on as "dueOn",
        case when p.extended_at is null then s.evaluation_days else s.extended_evaluation_days end as days, (
          select coalesce(json_agg(json_build_object('askedAt', asked_at, 'answerDueOn', answer_due_on, 'answeredAt', answered_at)), '[]')
          from application_clarifications c where c.application_id = p.id) as questions
      from ${APPLICATIONS} where p.submitted_at is not null`);
    expect(clocks.some(({ questions }) => questions.length > 0)).toBe(true);
    for (const { id, submittedAt, dueOn, days, questions } of clocks) {
      const pauses = questions.map(({ askedAt, answerDueOn, answeredAt }) =>
        pauseFor({
          askedAt: new Date(askedAt),
          answerDueOn,
          answeredAt: answeredAt === null ? null : new Date(answeredAt),
        }),
      );
      expect(decisionDueOn({ submittedOn: londonDate(submittedAt), days, pauses }, holidays), id).toBe(dueOn);
    }
    await none(
      `select p.id from ${APPLICATIONS}, bank_holidays b where p.due_on = b.day or extract(isodow from p.due_on) > 5`,
    );
  });

  test('are extended before their time is up, and decided while it runs', () =>
    none(`select p.id from ${APPLICATIONS} where p.decided_at::date > p.due_on or p.status = 'submitted' and p.due_on < '${TODAY}'
      or p.extended_at::date > p.due_on or p.extended_at is not null and p.extension_reason = ''`));

  test('are asked about by somebody who has declared their interests, for an answer on a day that may be set', () =>
    none(`select c.id from application_clarifications c join lot_applications p on p.id = c.application_id
      where c.asked_at < p.submitted_at or c.answered_at < c.asked_at or c.asked_at >= '${TODAY}' or c.answered_at >= '${TODAY}'
        or c.answer_due_on <= c.asked_at::date or c.answer_due_on > c.asked_at::date + 60 or extract(isodow from c.answer_due_on) > 5
        or c.answered_at is null and c.answer_due_on < '${TODAY}'
        or p.status <> 'submitted' and c.answered_at is null
        or not exists (select from application_evaluators e where e.application_id = p.id and e.user_id = c.asked_by
          and e.has_conflict = false and e.declared_at <= c.asked_at)
        or c.answered_at is not null and not exists (select from members m
          where m.organisation_id = p.provider_id and m.user_id = c.answered_by and 'bids' = any (m.roles))`));
});

describe('evaluations', () => {
  const SCORING = `application_evaluators e join lot_applications p on p.id = e.application_id
    join lots l on l.id = p.lot_id join purchasing_systems s on s.id = l.system_id`;

  test('are by commissioners of the lead, who belong to no provider, asked after it was sent and before they declare', () =>
    none(`select e.application_id from ${SCORING}
      where e.authority_id <> s.lead_authority_id or p.submission = 0 or e.assigned_at <= p.submitted_at
        or e.declared_at < e.assigned_at or e.finished_at < e.declared_at
        or greatest(e.assigned_at, e.declared_at, e.finished_at) >= '${TODAY}'
        or p.decided_at < e.finished_at or p.withdrawn_at < e.assigned_at
        or not exists (select from members m where m.user_id = e.user_id and m.organisation_id = s.lead_authority_id
          and 'commissioner' = any (m.roles))
        or exists (select from members m where m.user_id = e.user_id and m.organisation_id = p.provider_id)
        or e.has_conflict and (e.conflict_note = '' or e.finished_at is not null)
        or (e.finished_at is null) <> (e.finished_submission is null) or e.finished_submission <> p.submission`));

  test('scores are given by those alone who declared that they have no conflict, to what is judged, within its range', () =>
    none(`select c.application_id from application_scores c join lot_applications p on p.id = c.application_id
      join selection_questions q on q.id = c.question_id
      left join application_evaluators e on e.application_id = c.application_id and e.user_id = c.evaluator_id
        and e.authority_id = c.authority_id and e.declared_at <= c.updated_at
      where e.has_conflict is distinct from false or e.finished_at < c.updated_at or c.submission <> p.submission
        or q.assessment = 'information' or c.score > q.most_score
        or (q.assessment = 'scored') <> (c.score is not null) or (q.assessment = 'pass_fail') <> (c.passes is not null)
        or not exists (select from application_answers w where w.application_id = p.id and w.question_id = q.id)`));

  test('whoever has finished has scored every question', () =>
    none(`select e.application_id from ${SCORING} join application_answers w on w.application_id = p.id
      join selection_questions q on q.id = w.question_id and q.assessment <> 'information'
      where e.finished_at is not null and not exists (select from application_scores c
        where c.application_id = p.id and c.evaluator_id = e.user_id and c.question_id = q.id)`));

  test('two have scored one and differ, and nothing of it is agreed yet', async () => {
    const found = await rows(`
      select p.id from lot_applications p where status = 'submitted'
        and (select count(*) from application_evaluators e where e.application_id = p.id and finished_at is not null) = 2
        and exists (select from application_scores c where c.application_id = p.id group by c.question_id having max(score) > min(score))
        and not exists (select from application_moderations m where m.application_id = p.id)`);
    expect(found).toHaveLength(1);
  });

  test('scores are agreed by somebody of the lead once all who score have finished, all of them, with a reason where they differ', () =>
    none(`select p.id from ${APPLICATIONS} join application_moderations m on m.application_id = p.id
      where m.authority_id <> s.lead_authority_id or m.submission <> p.submission or m.moderated_at >= '${TODAY}'
        or m.moderated_at > p.decided_at
        or not exists (select from application_evaluators e where e.application_id = p.id and e.user_id = m.moderated_by
          and e.has_conflict = false)
        or not exists (select from application_evaluators e where e.application_id = p.id and e.finished_at is not null)
        or exists (select from application_evaluators e where e.application_id = p.id and e.removed_at is null
          and e.has_conflict is not true and (e.finished_at is null or e.finished_at > m.moderated_at))
        or m.reason = '' and exists (select from application_scores c where c.application_id = p.id and c.question_id = m.question_id
          and (c.score, c.passes) is distinct from (m.score, m.passes))
        or exists (select from application_scores c where c.application_id = p.id and not exists (
          select from application_moderations o where o.application_id = p.id and o.question_id = c.question_id))`));

  test('decisions rest on agreed scores, are taken by the lead with reasons, and admit to a tier of the lot what passes', () =>
    none(`select p.id from ${APPLICATIONS} where p.decided_at is not null and (p.decision_reason = '' or p.decision_reason is null
        or p.tier > l.tiers
        or not exists (select from application_moderations m where m.application_id = p.id)
        or p.status = 'accepted' and exists (select from application_moderations m where m.application_id = p.id and m.passes = false)
        or exists (select from application_clarifications c where c.application_id = p.id and c.answered_at is null)
        or not exists (select from application_evaluators e join members m on m.user_id = e.user_id
          where e.application_id = p.id and e.user_id = p.decided_by and e.has_conflict = false
            and m.organisation_id = s.lead_authority_id and 'commissioner' = any (m.roles)))`));
});

interface Clock {
  id: string;
  submittedAt: Date;
  dueOn: string;
  days: number;
  questions: { askedAt: string; answerDueOn: string; answeredAt: string | null }[];
}
