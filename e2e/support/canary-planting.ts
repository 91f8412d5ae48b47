import type { Client } from 'pg';

// What is planted, and for whom; and what both kinds of organisations are given.

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
  /** Whether the API tells it to its witness as well. */
  inApi?: true;
}

export interface Planted {
  canaries: Canary[];
  visitors: Visitor[];
  /** Addresses of the records that carry them. */
  records: string[];
}

/** Pence as they are stored, and pounds as pages and files write them; not as a part of an id. */
export function sumSign(pence: number): string {
  const pounds = Math.floor(pence / 100).toLocaleString('en-GB');
  const pennies = String(pence % 100).padStart(2, '0');
  return `(?<![0-9a-f-])${pence}(?![0-9a-f-])|${pounds.replaceAll(',', ',?')}\\.${pennies}`;
}

/** A colleague, somebody invited, a token and an event of the audit. */
export async function plantPeople(
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

export async function idOf(client: Client, slug: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from organisations where slug = $1', [slug]);
  const [row] = rows;
  if (!row) throw new Error(`No organisation ${slug}`);
  return row.id;
}

export async function addresses(client: Client, path: string, query: string, id: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(query, [id]);
  return rows.map((row) => `${path}/${row.id}`);
}
