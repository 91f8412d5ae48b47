import type { Client } from 'pg';
import { addresses, type Canary, idOf, type Planted, plantPeople, type Visitor } from './canary-planting.ts';
import { asOwner } from './owner.ts';
import { plantInProvider } from './provider-canaries.ts';

// Words and sums that stand nowhere else: where one turns up, so has a record of the organisation that it was planted in.

export function mayReach({ organisation, audience }: Canary, visitor: Visitor): boolean {
  if (audience === 'operators') return visitor.kind === 'operator';
  if (visitor.organisation === organisation) return true;
  if (audience === 'own' || !['broker', 'commissioner', 'finance'].includes(visitor.role ?? '')) return false;
  if (audience === 'leads of kent') return visitor.organisation === 'kent' && visitor.role === 'commissioner';
  return audience === 'buyers' || visitor.organisation === 'kent';
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
