import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { asOwner } from './owner.ts';

interface Planted {
  /** The lead's page of it: /evaluations/… */
  evaluation: string;
  /** The provider's: /lot-applications/…/outcome */
  outcome: string;
  systemTitle: string;
}

interface ApplicationIs {
  /** Slugs of organisations. */
  lead: string;
  provider: string;
  /** Addresses of commissioners who are asked to score it and have no conflict of interest. */
  scoredBy?: readonly string[];
  /** Addresses of commissioners who have declared that they have no conflict of interest, and do not score it. */
  declaredBy?: readonly string[];
  /** Whether they have finished, each with the most that there is. */
  finished?: boolean;
  /** Whether the scores are agreed as well. */
  agreed?: boolean;
}

/** In the order of the form. */
export const PASS_QUESTION = 'Are you insured against public liability?';
export const SCORED_QUESTIONS = ['How do you keep children safe?', 'How do you match children with carers?'] as const;

/** An application, submitted today, to lot 1 of three tiers of an open system of its own. */
export function plantApplication(application: ApplicationIs): Promise<Planted> {
  return asOwner(async (client) => {
    const idOf = async (slug: string) => one(client, 'select id from organisations where slug = $1', slug);
    const [lead, provider] = [await idOf(application.lead), await idOf(application.provider)];
    const slug = `with-applications-${randomUUID()}`;
    const systemTitle = `Young people’s homes ${slug.slice(-8)}`;
    const system = await one(
      client,
      `insert into purchasing_systems
         (lead_authority_id, slug, kind, regime, title, summary, status, published_at, starts_on, ends_on)
       values ($1, $2, 'dps', 'pcr_2015', $3, 'Homes', 'open', now(), current_date - 100, current_date + 900) returning id`,
      ...[lead, slug, systemTitle],
    );
    await client.query(
      'insert into purchasing_system_members (system_id, authority_id, joined_on) values ($1, $2, current_date - 100)',
      [system, lead],
    );
    const lot = await one(
      client,
      `insert into lots (system_id, number, title, accommodation_type, price_model, tiers)
       values ($1, 1, 'Homes', 1, 'age_band_by_need_level', 3) returning id`,
      system,
    );
    const id = await one(
      client,
      `insert into lot_applications (lot_id, provider_id, status, submission, submitted_at, due_on)
       values ($1, $2, 'submitted', 1, now(), current_date + 14) returning id`,
      ...[lot, provider],
    );
    await client.query(
      `insert into admissions (lot_id, provider_id, status, application_id) values ($1, $2, 'pending', $3)`,
      [lot, provider, id],
    );
    await plantAnswers(client, { system, id, provider });
    for (const email of application.scoredBy ?? []) await plantEvaluator(client, { ...application, id, lead, email });
    for (const email of application.declaredBy ?? []) await plantDeclaration(client, { id, lead, email });
    if (application.agreed) {
      await client.query(
        `insert into application_moderations (application_id, authority_id, submission, question_id, score, passes, reason)
         select application_id, authority_id, submission, question_id, max(score), bool_and(passes), ''
         from application_scores where application_id = $1 group by 1, 2, 3, 4`,
        [id],
      );
    }
    return { evaluation: `/evaluations/${id}`, outcome: `/lot-applications/${id}/outcome`, systemTitle };
  });
}

async function plantAnswers(client: Client, { system, id, provider }: Record<'system' | 'id' | 'provider', string>) {
  const ask = (text: string, ...values: unknown[]) => one(client, text, system, ...values);
  const questions = [
    await ask(
      `insert into selection_questions (system_id, position, kind, question, assessment, pass_answer)
       values ($1, 1, 'yes_no', $2, 'pass_fail', 'yes') returning id`,
      PASS_QUESTION,
    ),
  ];
  for (const [index, question] of SCORED_QUESTIONS.entries()) {
    questions.push(
      await ask(
        `insert into selection_questions (system_id, position, kind, question, assessment, weight, most_score)
         values ($1, $2, 'text', $3, 'scored', 50, 5) returning id`,
        ...[index + 2, question],
      ),
    );
  }
  for (const [index, question] of questions.entries()) {
    await client.query(
      `insert into application_answers (application_id, provider_id, question_id, answer) values ($1, $2, $3, $4)`,
      [id, provider, question, index === 0 ? 'yes' : 'Each child has a plan, and one person who keeps to it.'],
    );
  }
}

interface EvaluatorIs {
  id: string;
  lead: string;
  email: string;
  finished?: boolean;
}

async function plantEvaluator(client: Client, { id, lead, email, finished = false }: EvaluatorIs) {
  const person = await one(client, 'select id from users where email = $1', email);
  await client.query(
    `insert into application_evaluators (application_id, authority_id, user_id, declared_at, has_conflict, finished_submission, finished_at)
     values ($1, $2, $3, now(), false, case when $4::boolean then 1 end, case when $4::boolean then now() end)`,
    [id, lead, person, finished],
  );
  if (!finished) return;
  await client.query(
    `insert into application_scores (application_id, authority_id, submission, question_id, evaluator_id, score, passes, comment)
     select $1::uuid, $2::uuid, 1, a.question_id, $3::uuid, q.most_score, case when q.most_score is null then true end, 'As answered'
     from application_answers a join selection_questions q on q.id = a.question_id where a.application_id = $1::uuid`,
    [id, lead, person],
  );
}

const plantDeclaration = (client: Client, { id, lead, email }: EvaluatorIs) =>
  client.query(
    `insert into application_evaluators (application_id, authority_id, user_id, assigned_at, declared_at, has_conflict)
     select $1, $2, id, null, now(), false from users where email = $3`,
    [id, lead, email],
  );

/** Another commissioner of the authority, who signs in by the same password as the first; returns their address. */
export function plantCommissioner(authority: string): Promise<string> {
  return asOwner(async (client) => {
    const email = `commissioner-${randomUUID().slice(0, 8)}@${authority}.example`;
    const person = await one(
      client,
      `insert into users (name, email, email_verified) values ('Second Commissioner', $1, true) returning id`,
      email,
    );
    await client.query(
      `insert into accounts (user_id, account_id, provider_id, password)
       select $1::uuid, $1::text, 'credential', a.password from accounts a join users u on u.id = a.user_id where u.email = $2`,
      [person, `commissioner@${authority}.example`],
    );
    await client.query(
      `insert into members (user_id, organisation_id, roles) select $1::uuid, id, '{commissioner}' from organisations where slug = $2`,
      [person, authority],
    );
    return email;
  });
}

/** Whether the person is known by a name to look for on pages. */
export const nameOf = (email: string): Promise<string> =>
  asOwner((client) => one(client, 'select name as id from users where email = $1', email));

async function one(client: Client, text: string, ...values: unknown[]): Promise<string> {
  const { rows } = await client.query<{ id: string }>(text, values);
  if (!rows[0]) throw new Error(`No row: ${text}`);
  return rows[0].id;
}
