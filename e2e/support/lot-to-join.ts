import { randomUUID } from 'node:crypto';
import { asOwner } from './owner.ts';

export interface LotToJoin {
  systemId: string;
  lotId: string;
  title: string;
  /** Of a provider that runs a service of the lot's kind. */
  bids: string;
  manager: string;
  providerId: string;
}

/**
 * An open system that Southwark leads, with one lot of the kind that the provider runs, and three questions, the first of them from the
 * library: the provider has answered it in its profile. Without a slug some provider that other journeys leave alone.
 */
export function plantLotToJoin(provider: string | null = null): Promise<LotToJoin> {
  return asOwner(async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.system', 'plants a lot to join', true)`);
    const one = async (text: string, values: unknown[] = []) => {
      const { rows } = await client.query<Record<string, string>>(text, values);
      return rows[0] ?? {};
    };
    const {
      slug = '',
      provider_id: providerId = '',
      kind = '',
    } = await one(
      `select o.slug, o.id as provider_id, s.accommodation_type as kind
       from organisations o join services s on s.provider_id = o.id
       where s.registration_status = 'registered' and case when $1::text is null then o.slug not in ('orchardine', 'wrenfield') else o.slug = $1 end
       order by o.slug, s.accommodation_type limit 1`,
      [provider],
    );
    const title = `Places near Southwark ${randomUUID().slice(0, 8)}`;
    const { id: systemId = '' } = await one(
      `insert into purchasing_systems
         (lead_authority_id, slug, kind, regime, title, summary, how_to_join, status, published_at, starts_on, ends_on)
       select id, $1, 'dps', 'pcr_2015', $2, 'For a journey', '', 'open', now(), '2020-04-01', '2040-04-01'
       from organisations where slug = 'southwark' returning id`,
      [randomUUID(), title],
    );
    await client.query(
      `insert into purchasing_system_members (system_id, authority_id, joined_on)
       select id, lead_authority_id, starts_on from purchasing_systems where id = $1`,
      [systemId],
    );
    const { id: lotId = '' } = await one(
      `insert into lots (system_id, number, title, accommodation_type, price_model)
       values ($1, 1, 'Places', $2, 'package') returning id`,
      [systemId, kind],
    );
    await client.query(`insert into lot_levels (lot_id, code, label, position) values ($1, 'core', 'Core', 1)`, [
      lotId,
    ]);
    await client.query(`insert into lot_price_points (lot_id, level, age_from, age_to) values ($1, 'core', 0, 17)`, [
      lotId,
    ]);
    const { id: library = '' } = await one(
      `insert into library_questions (authority_id, topic, kind, question, assessment)
       select id, 'Journeys', 'text', 'How do you recruit staff safely?', 'information'
       from organisations where slug = 'southwark' returning id`,
    );
    await client.query(
      `insert into selection_questions
         (system_id, lot_id, position, kind, question, assessment, pass_answer, weight, most_score, most_words, library_question_id)
       values ($1, null, 1, 'text', 'How do you recruit staff safely?', 'information', null, null, null, 100, $3),
              ($1, null, 2, 'yes_no', 'Is every home registered?', 'pass_fail', 'yes', null, null, null, null),
              ($1, $2, 1, 'text', 'How do you keep in touch with families?', 'scored', null, 100, 10, 100, null)`,
      [systemId, lotId, library],
    );
    await client.query(
      `insert into profile_answers (provider_id, library_question_id, answer) values ($1, $2, 'Two references, and we ring both')`,
      [providerId, library],
    );
    await client.query('commit');
    return { systemId, lotId, title, providerId, bids: `bids@${slug}.example`, manager: `manager@${slug}.example` };
  });
}

/** As the authority asks it, due in a week; returns its id. */
export function plantClarification(applicationId: string, question: string): Promise<string> {
  return asOwner(async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.system', 'plants a question', true)`);
    const { rows } = await client.query<{ id: string }>(
      `insert into application_clarifications (application_id, provider_id, question, answer_due_on)
       select id, provider_id, $2, current_date + 7 from lot_applications where id = $1 returning id`,
      [applicationId, question],
    );
    await client.query('commit');
    return rows[0]?.id ?? '';
  });
}

/** An application of the provider to the lot, with no answers yet; returns its id. */
export function plantLotApplication(
  { lotId, providerId, systemId }: LotToJoin,
  status: 'draft' | 'submitted',
): Promise<string> {
  return asOwner(async (client) => {
    await client.query('begin');
    await client.query(`select set_config('app.system', 'plants an application', true)`);
    const { rows } = await client.query<{ id: string }>(
      `insert into lot_applications (lot_id, provider_id, status, submission, submitted_at, due_on)
       select $1, $2, $3::text, c, case c when 1 then now() end, case c when 1 then current_date + 14 end
       from (select case $3::text when 'draft' then 0 else 1 end as c) submitted returning id`,
      [lotId, providerId, status],
    );
    const id = rows[0]?.id ?? '';
    await client.query(
      `insert into application_answers (application_id, provider_id, question_id)
       select $1, $2, id from selection_questions where system_id = $3`,
      [id, providerId, systemId],
    );
    await client.query('commit');
    return id;
  });
}
