import type { Client } from 'pg';
import { asOwner } from './owner.ts';
import { plantSelection } from './selection-canaries.ts';

// Words and sums that stand nowhere else: where one turns up, so has a record of the organisation that it was planted in.

export interface Visitor {
  /** "nobody", or an e-mail address of the demonstration. */
  email: string;
  organisation?: string;
  kind?: 'authority' | 'provider' | 'operator';
  role?: string;
}

/** Who may come by it: its own organisation, and the people of authorities who buy, or of Kent alone, or Kent’s who lead; or the operators. */
type Audience = 'own' | 'buyers' | 'buyers of kent' | 'leads of kent' | 'operators';

export interface Canary {
  what: string;
  /** The source of a regular expression. */
  sign: string;
  organisation: string;
  audience: Audience;
  /** Somebody who comes by it on a walk through their pages: where they do not, the walk proves nothing. Null: no page shows it. */
  witness: string | null;
}

export interface Planted {
  canaries: Canary[];
  visitors: Visitor[];
  /** Addresses of the records that carry them. */
  records: string[];
}

export function mayReach({ organisation, audience }: Canary, visitor: Visitor): boolean {
  if (audience === 'operators') return visitor.kind === 'operator';
  if (visitor.organisation === organisation) return true;
  if (audience === 'own' || !['broker', 'commissioner', 'finance'].includes(visitor.role ?? '')) return false;
  if (audience === 'leads of kent') return visitor.organisation === 'kent' && visitor.role === 'commissioner';
  return audience === 'buyers' || visitor.organisation === 'kent';
}

/** Pence as they are stored and as pages write them; not as a part of an id. */
function sumSign(pence: number): string {
  const pounds = Math.floor(pence / 100).toLocaleString('en-GB');
  const pennies = String(pence % 100).padStart(2, '0');
  return `(?<![0-9a-f-])${pence}(?![0-9a-f-])|${pounds}\\.${pennies}`;
}

/** Plants in two providers that hold prices in Kent's purchasing systems, of which Medway is no member, and in both authorities. */
export async function plantCanaries(): Promise<Planted> {
  return asOwner(async (client) => {
    const providers = await chooseProviders(client);
    const planted: Planted = { canaries: [], visitors: visitorsOf(providers), records: [] };
    for (const [index, slug] of providers.entries()) await plantInProvider(client, slug, index + 1, planted);
    for (const [index, slug] of ['kent', 'medway'].entries()) await plantInAuthority(client, slug, index + 1, planted);
    await plantApplication(client, planted);
    return planted;
  });
}

async function chooseProviders(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ slug: string }>(`
    select slug from organisations o
    where kind = 'provider' and slug not in ('orchardine', 'wrenfield')
      and exists (select from services s where s.provider_id = o.id and s.accommodation_type = 2)
      and exists (select from vacancies v join vacancy_spot_fees f on f.vacancy_id = v.id where v.provider_id = o.id and v.status = 'published')
      and exists (
        select from price_schedules p join admissions a on a.id = p.admission_id join lots l on l.id = a.lot_id
        join purchasing_system_members m on m.system_id = l.system_id join organisations k on k.id = m.authority_id and k.slug = 'kent'
        where p.provider_id = o.id and p.status = 'approved')
    order by slug desc limit 2`);
  if (rows.length < 2) throw new Error('The demonstration has no two providers to plant in');
  return rows.map(({ slug }) => slug);
}

function visitorsOf(providers: readonly string[]): Visitor[] {
  const people = (organisation: string, kind: 'authority' | 'provider', ...boxes: [box: string, role: string][]) =>
    boxes.map(([box, role]) => ({ email: `${box}@${organisation}.example`, organisation, kind, role }));
  const officers: [string, string][] = [
    ...(['broker', 'commissioner', 'finance'] as const).map((role) => [role, role] as [string, string]),
    ['admin', 'administrator'],
  ];
  const staff: [string, string][] = [
    ['manager', 'manager'],
    ['bids', 'bids'],
    ['admin', 'administrator'],
  ];
  return [
    { email: 'nobody' },
    ...people('kent', 'authority', ...officers),
    ...people('medway', 'authority', ...officers.filter(([box]) => box !== 'finance')),
    ...providers.flatMap((slug) => people(slug, 'provider', ...staff)),
    ...people('wrenfield', 'provider', ['manager', 'manager']),
    { email: 'operator@market.example', organisation: 'operator', kind: 'operator', role: 'operator' },
  ];
}

async function plantInProvider(client: Client, slug: string, number: number, planted: Planted) {
  const id = await idOf(client, slug);
  const name = `Canaryhouse${number}`;
  await client.query(`update service_addresses set name = $2, street = $3, postcode = $4 where provider_id = $1`, [
    ...[id, `${name}name`, `${name}street`, `${name}postcode`],
  ]);
  const spot = 791_937 + number * 1_111;
  const framework = 613_579 + number * 1_111;
  await client.query('update vacancy_spot_fees set weekly_pence = $2 where provider_id = $1', [id, spot]);
  await plantPrices(client, { id, framework, number, slug }, planted);
  const draft = `Canarydraft${number}`;
  await client.query(
    `insert into vacancies (provider_id, service_id, title, accommodation_type, places, age_from, age_to, gender, available_from,
       outward_code, search_easting, search_northing)
     select provider_id, service_id, $2, accommodation_type, places, age_from, age_to, gender, available_from,
       outward_code, search_easting, search_northing
     from vacancies where provider_id = $1 and status = 'published' order by id limit 1`,
    [id, draft],
  );
  await plantPeople(client, { id, slug, number: number + 10 }, planted);
  await plantOfSelection(client, { id, slug, number }, planted);
  const [organisation, witness] = [slug, `manager@${slug}.example`];
  planted.canaries.push(
    { what: `names and addresses of ${slug}`, sign: name, organisation, audience: 'own', witness },
    { what: `a draft vacancy of ${slug}`, sign: draft, organisation, audience: 'own', witness },
    { what: `spot fees of ${slug}`, sign: sumSign(spot), organisation, audience: 'buyers', witness },
    {
      what: `framework prices of ${slug}`,
      sign: sumSign(framework),
      organisation,
      audience: 'buyers of kent',
      witness,
    },
  );
  planted.records.push(
    ...(await addresses(
      client,
      '/vacancies',
      `select id from vacancies where provider_id = $1 order by status, id limit 6`,
      id,
    )),
    ...(await addresses(client, '/services', `select id from services where provider_id = $1 order by id limit 3`, id)),
    ...(await addresses(
      client,
      '/price-schedules',
      `select id from price_schedules where provider_id = $1 order by id limit 4`,
      id,
    )),
    `/providers/${id}`,
  );
}

/** What the provider answered, uploaded, asked and told, and what Kent noted of it. */
async function plantOfSelection(
  client: Client,
  { id, slug, number }: { id: string; slug: string; number: number },
  planted: Planted,
) {
  const signs = await plantSelection(client, id, number);
  const [organisation, bids, manager] = [slug, `bids@${slug}.example`, `manager@${slug}.example`];
  planted.canaries.push(
    { what: `answers of ${slug}`, sign: signs.answer, organisation, audience: 'leads of kent', witness: bids },
    { what: `documents of ${slug}`, sign: signs.document, organisation, audience: 'buyers of kent', witness: bids },
    { what: `why ${slug} asks for more`, sign: signs.uplift, organisation, audience: 'leads of kent', witness: bids },
    {
      ...{ what: `what ${slug} notified`, sign: signs.notification, organisation, audience: 'buyers of kent' },
      witness: manager,
    },
    {
      ...{ what: `what Kent notes of ${slug}`, sign: signs.evaluation, organisation: 'kent', audience: 'own' },
      witness: 'commissioner@kent.example',
    },
  );
  planted.records.push(...signs.records);
}

interface PlantedPrices {
  id: string;
  framework: number;
  number: number;
  slug: string;
}

/** Every line of the provider, a draft beside them, and an uplift that waits. */
async function plantPrices(client: Client, { id, framework, number, slug }: PlantedPrices, planted: Planted) {
  // A price once approved never changes: for this statement alone it does.
  await client.query('alter table price_lines disable trigger approved_prices_stay');
  await client.query('update price_lines set weekly_pence = $2 where provider_id = $1', [id, framework]);
  await client.query('alter table price_lines enable trigger approved_prices_stay');
  const [draft, asked] = [534_619 + number * 1_111, 874_957 + number * 1_111];
  const { rows: drafts } = await client.query<{ id: string; admission_id: string; schedule_id: string }>(
    `with approved as (
       select p.id, p.admission_id from price_schedules p where p.provider_id = $1 and p.status = 'approved' order by p.id limit 1),
     drawn as (
       insert into price_schedules (admission_id, provider_id, status, valid_from)
       select admission_id, $1, 'draft', current_date + 400 from approved returning id, admission_id)
     select drawn.id, drawn.admission_id, approved.id as schedule_id from drawn, approved`,
    [id],
  );
  const [drawn] = drafts;
  if (!drawn) throw new Error(`${slug} has no approved prices`);
  await client.query(
    `insert into price_lines (schedule_id, provider_id, level, age_from, age_to, occupancy_from, occupancy_to, weekly_pence)
     select $1, $2, level, age_from, age_to, occupancy_from, occupancy_to, $3 from price_lines where schedule_id = $4`,
    [drawn.id, id, draft, drawn.schedule_id],
  );
  const uplift = await client.query<{ id: string }>(
    `insert into uplift_requests (admission_id, provider_id, schedule_id, from_date, method, reason)
     values ($1, $2, $3, current_date + 400, 'lines', 'Costs rise') returning id`,
    [drawn.admission_id, id, drawn.schedule_id],
  );
  const [request] = uplift.rows;
  await client.query(
    `insert into uplift_lines (request_id, provider_id, kind, code, age_from, occupancy_from, asked_pence)
     select $1, $2, 'fee', level, age_from, occupancy_from, $3 from price_lines where schedule_id = $4`,
    [request?.id, id, asked, drawn.schedule_id],
  );
  const [organisation, witness] = [slug, `bids@${slug}.example`];
  planted.canaries.push(
    { what: `draft prices of ${slug}`, sign: sumSign(draft), organisation, audience: 'own', witness },
    {
      what: `an uplift that ${slug} asks for`,
      sign: sumSign(asked),
      organisation,
      audience: 'buyers of kent',
      witness,
    },
  );
  planted.records.push(`/price-schedules/${drawn.id}`, `/price-schedules/${drawn.id}.csv`, `/uplifts/${request?.id}`);
}

async function plantInAuthority(client: Client, slug: string, number: number, planted: Planted) {
  const id = await idOf(client, slug);
  const [reference, statement] = [`Canaryplacement${number}`, `Canarystatement${number}`];
  await client.query(
    `update placements set reference = $2
     where authority_id = $1 and id = (select id from placements where authority_id = $1 order by started_on desc, id limit 1)`,
    [id, reference],
  );
  const { rows } = await client.query<{ id: string }>(
    `insert into market_position_statements (authority_id, title, summary, need) values ($1, $2, $2, $2) returning id`,
    [id, statement],
  );
  await plantPeople(client, { id, slug, number }, planted);
  const [organisation, witness] = [slug, `commissioner@${slug}.example`];
  planted.canaries.push(
    { what: `a placement of ${slug}`, sign: reference, organisation, audience: 'own', witness: null },
    { what: `a draft statement of ${slug}`, sign: statement, organisation, audience: 'own', witness },
  );
  planted.records.push(
    ...rows.map((row) => `/market-position-statements/${row.id}`),
    ...(await addresses(
      client,
      '/purchasing-systems',
      `select id from purchasing_systems where lead_authority_id = $1`,
      id,
    )),
  );
}

/** A colleague, somebody invited, a token and an event of the audit. */
async function plantPeople(
  client: Client,
  { id, slug, number }: { id: string; slug: string; number: number },
  planted: Planted,
) {
  const word = `Canaryperson${number}x`;
  const { rows } = await client.query<{ id: string }>(
    `insert into users (name, email) values ($1, lower($1) || '@example.org') returning id`,
    [word],
  );
  const person = rows[0]?.id;
  await client.query(`insert into members (organisation_id, user_id, roles) values ($1, $2, '{administrator}')`, [
    id,
    person,
  ]);
  await client.query(
    `insert into invitations (organisation_id, email, roles, token_hash, expires_at, invited_by)
     values ($1, lower($2) || 'invited@example.org', '{administrator}', $2, now() + interval '7 days', $3)`,
    [id, word, person],
  );
  await client.query(
    `insert into api_tokens (organisation_id, user_id, name, scopes, token_hash, hint, expires_at)
     values ($1, $2, $3 || ' token', '{read}', $3, 'abcd', now() + interval '7 days')`,
    [id, person, word],
  );
  await client.query(`select set_config('app.organisation', $1, false)`, [id]);
  await client.query(`select append_audit_event($1, $2, 'canary.planted', $1, $3, null, null)`, [
    id,
    person,
    `${word} reason`,
  ]);
  await client.query(`select set_config('app.organisation', '', false)`);
  const witness = `admin@${slug}.example`;
  planted.canaries.push({ what: `people of ${slug}`, sign: word, organisation: slug, audience: 'own', witness });
  planted.records.push(`/organisation/members/${person}`);
}

async function plantApplication(client: Client, planted: Planted) {
  const { rows } = await client.query<{ id: string }>(
    `insert into organisation_applications (kind, name, company_number, applicant_name, applicant_email)
     values ('provider', 'Canaryapplicant Homes', '09999999', 'Canaryapplicant', 'canaryapplicant@example.org') returning id`,
  );
  planted.canaries.push({
    ...{ what: 'an application to join', sign: 'Canaryapplicant', organisation: 'operator', audience: 'operators' },
    witness: 'operator@market.example',
  });
  planted.records.push(...rows.map((row) => `/applications/${row.id}`));
}

async function idOf(client: Client, slug: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from organisations where slug = $1', [slug]);
  const [row] = rows;
  if (!row) throw new Error(`No organisation ${slug}`);
  return row.id;
}

async function addresses(client: Client, path: string, query: string, id: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(query, [id]);
  return rows.map((row) => `${path}/${row.id}`);
}
