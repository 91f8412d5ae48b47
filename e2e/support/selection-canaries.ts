import type { Client } from 'pg';

/** The words planted in what a provider and the authority that judges it keep to themselves, and the records that carry them. */
export interface SelectionSigns {
  /** Its answers, in the profile and in applications. */
  answer: string;
  /** Its documents. */
  document: string;
  /** Why it asks for higher prices. */
  uplift: string;
  /** What it told those who buy from it. */
  notification: string;
  /** What an evaluator of Kent noted, and Kent's draft of a visit. */
  evaluation: string;
  records: string[];
}

/** Plants in one provider, and in what Kent writes of it. The lot is Kent's: the provider need not offer what it is for. */
export async function plantSelection(client: Client, providerId: string, number: number): Promise<SelectionSigns> {
  const signs = {
    answer: `Canaryanswer${number}x`,
    document: `Canarydocument${number}x`,
    uplift: `Canaryuplift${number}x`,
    notification: `Canarynotification${number}x`,
    evaluation: `Canaryevaluation${number}x`,
  };
  const records: string[] = [];
  const plant = async (path: string | null, text: string, ...values: unknown[]) => {
    const { rows } = await client.query<{ id: string }>(text, [providerId, ...values]);
    if (path) records.push(...rows.map(({ id }) => `${path}/${id}`));
    return rows[0]?.id;
  };

  await plant(
    null,
    'update profile_answers set answer = $2 where provider_id = $1 and length(answer) > 40',
    signs.answer,
  );
  await plant(null, 'update provider_documents set title = $2 where provider_id = $1', signs.document);
  await plant('/files', 'select file_id as id from provider_documents where provider_id = $1 order by id limit 2');
  await plant('/admissions', 'select id from admissions where provider_id = $1 order by id limit 2');
  await plant(
    '/notifications',
    `insert into provider_notifications (provider_id, kind, happened_at, summary)
     values ($1, 'change_of_manager', now() - interval '3 hours', $2) returning id`,
    signs.notification,
  );
  await plant(null, 'update uplift_requests set reason = $2 where provider_id = $1', signs.uplift);
  const application = await plant(
    '/lot-applications',
    `insert into lot_applications (lot_id, provider_id, status, submission, submitted_at, due_on)
     select l.id, $1, 'submitted', 1, now() - interval '2 days', current_date + 12
     from lots l join purchasing_systems s on s.id = l.system_id where s.slug = 'kent-independent-fostering' order by l.number limit 1
     returning id`,
  );
  records.push(`/evaluations/${application}`, `/lot-applications/${application}/outcome`);
  await plant(
    null,
    `insert into application_answers (application_id, provider_id, question_id, answer)
     select $2, $1, q.id, $3 from selection_questions q join purchasing_systems s on s.id = q.system_id
     where s.slug = 'kent-independent-fostering' and q.kind = 'text'`,
    application,
    signs.answer,
  );
  await plantEvaluation(client, { providerId, application, sign: signs.evaluation });
  await plant(
    '/monitoring-visits',
    `insert into monitoring_visits (authority_id, provider_id, kind, visited_on, visitors, findings)
     select id, $1, 'planned', current_date - 5, 'Ana', $2 from organisations where slug = 'kent' returning id`,
    signs.evaluation,
  );
  return { ...signs, records };
}

/** Kent's commissioner has scored the application, and nothing is decided. */
async function plantEvaluation(
  client: Client,
  { providerId, application, sign }: { providerId: string; application: string | undefined; sign: string },
) {
  await client.query(
    `insert into application_evaluators (application_id, authority_id, user_id, declared_at, has_conflict, finished_submission, finished_at)
     select $1, m.organisation_id, m.user_id, now(), false, 1, now() from members m join organisations o on o.id = m.organisation_id
     where o.slug = 'kent' and 'commissioner' = any (m.roles)`,
    [application],
  );
  await client.query(
    `insert into application_scores (application_id, authority_id, submission, question_id, evaluator_id, score, comment)
     select a.application_id, e.authority_id, 1, a.question_id, e.user_id, 3, $2
     from application_answers a join application_evaluators e on e.application_id = a.application_id
     join selection_questions q on q.id = a.question_id and q.assessment = 'scored'
     where a.application_id = $1 and a.provider_id = $3`,
    [application, sign, providerId],
  );
}
