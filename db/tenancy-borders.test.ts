import type pg from 'pg';
import { expect, test } from 'vitest';
import { tenancyDatabase } from './testing-tenancy.ts';

// Writes by which one organisation would come to see what is another's, or change another's part of a record that they share.
const { context, as, organisation } = tenancyDatabase();

async function refused(writer: string, message: RegExp, statement: string) {
  await expect(attempt(writer, statement)).rejects.toThrow(message);
}

const attempt = async (
  writer: string,
  statement: string,
  then: (client: pg.PoolClient) => Promise<void> = async () => {},
) => {
  const acting = await organisation(writer);
  return as(acting, async (client) => {
    const { rowCount } = await client.query(statement.replaceAll('$1', `'${acting.organisation}'`));
    await then(client);
    return rowCount;
  });
};

const OTHERS_SYSTEM = `(select id from purchasing_systems where slug = 'south-london-fostering-and-homes')`;

test.each(['system_id', 'lead_authority_id', 'authority_id', 'invited_at'])(
  'who is invited changes its answer, not the %s of its invitation',
  async (column) => {
    const { rows } = await context.pool.query(
      'select answer from purchasing_system_invitations where authority_id = (select id from organisations where slug = $1)',
      ['medway'],
    );
    expect(rows).toEqual([{ answer: null }]);
    await refused('medway', /permission denied/, `update purchasing_system_invitations set ${column} = ${column}`);
    const answer = `update purchasing_system_invitations set answer = 'accepted', answered_at = now() where authority_id = $1`;
    expect(await attempt('medway', answer)).toBe(1);
  },
);

test('an answer is given once, and who declined does not join', async () => {
  await attempt(
    'medway',
    `update purchasing_system_invitations set answer = 'declined', answered_at = now() where authority_id = $1`,
    async (client) => {
      const joins = `insert into purchasing_system_members (system_id, authority_id, joined_on)
        select system_id, authority_id, current_date from purchasing_system_invitations where authority_id = current_organisation()`;
      for (const [statement, message] of [
        [joins, /row-level security/],
        [`update purchasing_system_invitations set answer = 'accepted'`, /answered once/],
      ] as const) {
        await client.query('savepoint before');
        await expect(client.query(statement)).rejects.toThrow(message);
        await client.query('rollback to before');
      }
    },
  );
});

test('who leads admits those alone who applied, and turns no admission or application into another’s', async () => {
  const admits = (applied: string) => `insert into admissions (lot_id, provider_id, status, admitted_on)
    select l.id, o.id, 'active', current_date from lots l join purchasing_systems s on s.id = l.system_id, organisations o
    where s.lead_authority_id = $1 and o.kind = 'provider' and ${applied} exists (select from lot_applications a
      where a.lot_id = l.id and a.provider_id = o.id and a.status <> 'draft')
    and not exists (select from admissions a where a.lot_id = l.id and a.provider_id = o.id) limit 1`;
  await refused('southwark', /row-level security/, admits('not'));
  for (const table of ['admissions', 'lot_applications'])
    for (const column of ['lot_id', 'provider_id'])
      await refused('southwark', /permission denied/, `update ${table} set ${column} = ${column}`);
  // With an application it does; the demonstration's have their admissions already.
  await context.pool.query(
    `insert into lot_applications (lot_id, provider_id, status, submission, submitted_at, due_on)
     select l.id, o.id, 'submitted', 1, now(), current_date from lots l join purchasing_systems s on s.id = l.system_id, organisations o
     where s.id = ${OTHERS_SYSTEM} and o.kind = 'provider'
       and not exists (select from admissions a where a.lot_id = l.id and a.provider_id = o.id)
       and not exists (select from lot_applications a where a.lot_id = l.id and a.provider_id = o.id) limit 1`,
  );
  expect(await attempt('southwark', admits(''))).toBe(1);
});

test('a document names a file of its own organisation alone', async () => {
  const { rows } = await context.pool.query<{ id: string }>(
    `select f.id from files f join organisations o on o.id = f.organisation_id where o.slug = 'wrenfield' limit 1`,
  );
  const foreign = rows[0]?.id;
  expect(foreign).toBeDefined();
  await refused(
    'orchardine',
    /foreign key/,
    `insert into provider_documents (provider_id, document_kind, title, file_id) values ($1, 'other', 'Mine', '${foreign}')`,
  );
  await refused(
    'orchardine',
    /foreign key/,
    `update provider_documents set file_id = '${foreign}' where provider_id = $1`,
  );
  await refused(
    'southwark',
    /foreign key/,
    `insert into purchasing_system_documents (system_id, lead_authority_id, title, file_id) values (${OTHERS_SYSTEM}, $1, 'Mine', '${foreign}')`,
  );
});

test('of an action a provider changes its own report', async () => {
  await context.pool.query(`update monitoring_visits set status = 'final', overall = 'good', finalised_at = now()
    where status = 'draft' and provider_id = (select id from organisations where slug = 'orchardine')`);
  const open = 'where provider_id = $1 and closed_at is null';
  for (const change of [`action = 'Nothing'`, `owner = 'Nobody'`, `due_on = '2099-01-01'`])
    await refused('orchardine', /but its own report/, `update monitoring_actions set ${change} ${open}`);
  const report = `update monitoring_actions set provider_note = 'Done', reported_at = now() ${open}`;
  expect(await attempt('orchardine', report)).toBeGreaterThan(0);
  expect(
    await attempt('kent', `update monitoring_actions set action = 'More' where authority_id = $1`),
  ).toBeGreaterThan(0);
});
