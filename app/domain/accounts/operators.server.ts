import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { recordAudit } from '../audit/audit.server.ts';
import type { Role } from './actor.ts';
import { writeInvitation } from './invitations.server.ts';

const ROLES: Role[] = ['operator'];

/**
 * For a command of the installation, by the owner's account: invites an operator, and makes their organisation where there is none. Returns
 * the secret of the invitation's link.
 */
export async function inviteOperator(db: Db, email: string): Promise<string> {
  await sql`select set_config('app.system', 'invites an operator', true)`.execute(db);
  // Two at the same moment would both make one.
  await sql`select pg_advisory_xact_lock(hashtextextended('operator', 0))`.execute(db);
  const organisationId = (await findOperator(db)) ?? (await makeOperator(db));
  const { id, secret } = await writeInvitation(db, { organisationId, email, roles: ROLES, invitedBy: null });
  await recordAudit(
    db,
    { organisationId, userId: null },
    {
      event: 'member.invited',
      subjectId: id,
      reason: 'invited by a command of the installation',
      after: { email, roles: ROLES },
    },
  );
  return secret;
}

async function findOperator(db: Db): Promise<string | undefined> {
  const operator = await db
    .selectFrom('organisations')
    .select('id')
    .where('kind', '=', 'operator')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return operator?.id;
}

async function makeOperator(db: Db): Promise<string> {
  const { id } = await db
    .insertInto('organisations')
    .values({ kind: 'operator', slug: 'operator', name: 'Sufficiency Market operator' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
