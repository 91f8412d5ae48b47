import type { Client } from 'pg';
import { addresses, idOf, type Planted, plantPeople, sumSign } from './canary-planting.ts';
import { plantSelection } from './selection-canaries.ts';

/** Its names and addresses, its prices, a draft vacancy, its people, and what it told authorities. */
export async function plantInProvider(client: Client, slug: string, number: number, planted: Planted) {
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
      inApi: true,
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
    { what: `draft prices of ${slug}`, sign: sumSign(draft), organisation, audience: 'own', witness, inApi: true },
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
