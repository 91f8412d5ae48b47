import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { asOwner } from './owner.ts';

/**
 * An uplift that a provider asks a lead for, in a system of its own, of prices that are approved and not in force yet: no search finds
 * them. It waits. Slugs of organisations.
 */
export function plantUplift({ lead, provider }: { lead: string; provider: string }): Promise<string> {
  return asOwner(async (client) => {
    const idOf = (slug: string) => one(client, 'select id from organisations where slug = $1', slug);
    const [leadId, providerId] = [await idOf(lead), await idOf(provider)];
    const slug = `with-an-uplift-${randomUUID()}`;
    const system = await one(
      client,
      `insert into purchasing_systems (lead_authority_id, slug, kind, regime, title, summary, status, published_at, starts_on, ends_on)
       values ($1, $2, 'dps', 'pcr_2015', $3, 'Homes', 'open', now(), current_date - 100, current_date + 900) returning id`,
      ...[leadId, slug, `Young people’s homes ${slug.slice(-8)}`],
    );
    await client.query(
      'insert into purchasing_system_members (system_id, authority_id, joined_on) values ($1, $2, current_date - 100)',
      [system, leadId],
    );
    const lot = await one(
      client,
      `insert into lots (system_id, number, title, accommodation_type, price_model)
       values ($1, 1, 'Homes', 1, 'package') returning id`,
      system,
    );
    await client.query(`insert into lot_levels (lot_id, code, label, position) values ($1, 'core', 'Core', 1)`, [lot]);
    await client.query(`insert into lot_price_points (lot_id, level, age_from, age_to) values ($1, 'core', 0, 17)`, [
      lot,
    ]);
    const admission = await one(
      client,
      `insert into admissions (lot_id, provider_id, status, admitted_on) values ($1, $2, 'active', current_date - 100) returning id`,
      ...[lot, providerId],
    );
    const schedule = await plantSchedule(client, { admission, providerId });
    const id = await one(
      client,
      `insert into uplift_requests (admission_id, provider_id, schedule_id, from_date, method, asked_bps, reason)
       values ($1, $2, $3, current_date + 700, 'percentage', 500, 'Fuel') returning id`,
      ...[admission, providerId, schedule],
    );
    return `/uplifts/${id}`;
  });
}

async function plantSchedule(client: Client, { admission, providerId }: { admission: string; providerId: string }) {
  const id = await one(
    client,
    `insert into price_schedules (admission_id, provider_id, status, valid_from, submitted_at, approved_at)
     values ($1, $2, 'approved', current_date + 600, now(), now()) returning id`,
    ...[admission, providerId],
  );
  await client.query(
    `insert into price_lines (schedule_id, provider_id, level, age_from, age_to, weekly_pence) values ($1, $2, 'core', 0, 17, 400000)`,
    [id, providerId],
  );
  return id;
}

async function one(client: Client, text: string, ...values: unknown[]): Promise<string> {
  const { rows } = await client.query<{ id: string }>(text, values);
  if (!rows[0]) throw new Error(`No row: ${text}`);
  return rows[0].id;
}
