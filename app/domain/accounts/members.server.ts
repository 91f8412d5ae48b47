import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { lastPage } from '../../lib/paging.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { Actor, Role } from './actor.ts';
import { canManageMembers } from './organisation-policy.ts';
import { lockAsManager, requireManager } from './organisations.server.ts';
import { managingRole, nameRoles, readRoles, requireRolesOf } from './roles.ts';

export const PAGE_SIZE = 100;

export interface Member {
  userId: string;
  name: string;
  roles: Role[];
  joinedAt: Date;
  active: boolean;
  /** Null for whoever does not manage members. */
  email: string | null;
  twoFactorEnabled: boolean | null;
}

const membersOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .where('members.organisationId', '=', actor.organisationId)
    .$if(!canManageMembers(actor), (query) => query.where('members.deactivatedAt', 'is', null));

/** The people of the actor's organisation. Those who manage them see more of each, and those who are deactivated. */
export async function listMembers(db: Db, actor: Actor, { page: asked }: { page: number }) {
  const { total } = await membersOf(db, actor)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = lastPage(asked, total, PAGE_SIZE);
  const rows = await membersOf(db, actor)
    .select(MEMBER)
    .orderBy(sql`members.deactivated_at is not null`)
    .orderBy('users.name')
    .orderBy('users.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { members: rows.map((row) => memberOf(actor, row)), total, page, pageSize: PAGE_SIZE };
}

/** One of the actor's own organisation, for whoever manages them. */
export async function getMember(db: Db, actor: Actor, userId: string): Promise<Member> {
  const row = await membersOf(db, actor).select(MEMBER).where('users.id', '=', userId).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Member not found');
  requireManager(actor);
  return memberOf(actor, row);
}

const MEMBER = [
  'users.id as userId',
  'users.name',
  'users.email',
  'users.twoFactorEnabled',
  'members.roles',
  'members.createdAt as joinedAt',
  sql<SqlBool>`members.deactivated_at is null`.as('active'),
] as const;

interface MemberRow {
  userId: string;
  name: string;
  email: string;
  twoFactorEnabled: boolean;
  roles: string[];
  joinedAt: Date;
  active: SqlBool;
}

function memberOf(actor: Actor, { email, twoFactorEnabled, roles, active, ...row }: MemberRow): Member {
  const manages = canManageMembers(actor);
  return {
    ...row,
    roles: readRoles(actor.organisationKind, roles),
    active: Boolean(active),
    email: manages ? email : null,
    twoFactorEnabled: manages ? twoFactorEnabled : null,
  };
}

/** Gives a member these roles in place of those they have. */
export async function changeRoles(
  db: Db,
  actor: Actor,
  input: { userId: string; roles: readonly Role[] },
): Promise<void> {
  const member = await lockMember(db, actor, input.userId);
  requireRolesOf(actor.organisationKind, input.roles);
  if (!member.active) throw new DomainError('conflict', `${member.name} is deactivated: reactivate them first`);
  const roles = readRoles(actor.organisationKind, input.roles);
  if (nameRoles(roles) === nameRoles(member.roles)) return;
  if (!roles.includes(managingRole(actor.organisationKind))) await requireAnotherManager(db, actor, member);
  await updateMember(db, actor, member.userId, { roles });
  await recordAudit(db, actor, {
    event: 'member.roles_changed',
    subjectId: member.userId,
    before: { roles: member.roles },
    after: { roles },
  });
}

/** Ends a member's access: sessions that are open, and API tokens of this organisation, end with it. */
export async function deactivateMember(db: Db, actor: Actor, userId: string): Promise<void> {
  const member = await lockMember(db, actor, userId);
  if (member.userId === actor.userId) {
    throw new DomainError('conflict', 'You cannot deactivate yourself: somebody else who manages members can');
  }
  if (!member.active) throw new DomainError('conflict', `${member.name} is deactivated already`);
  await requireAnotherManager(db, actor, member);
  await updateMember(db, actor, userId, { deactivatedAt: sql<Date>`clock_timestamp()` });
  const { rows } = await sql<{ ended: number }>`select end_sessions(${userId}::uuid) as ended`.execute(db);
  const { numUpdatedRows } = await db
    .updateTable('apiTokens')
    .set({ revokedAt: sql<Date>`clock_timestamp()` })
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  await recordAudit(db, actor, {
    event: 'member.deactivated',
    subjectId: userId,
    before: { active: true, roles: member.roles },
    after: { active: false, sessionsEnded: rows[0]?.ended ?? 0, tokensRevoked: Number(numUpdatedRows) },
  });
}

/** Gives a member who was deactivated the access that they had. */
export async function reactivateMember(db: Db, actor: Actor, userId: string): Promise<void> {
  const member = await lockMember(db, actor, userId);
  if (member.active) throw new DomainError('conflict', `${member.name} is not deactivated`);
  await updateMember(db, actor, userId, { deactivatedAt: null });
  await recordAudit(db, actor, {
    event: 'member.reactivated',
    subjectId: userId,
    before: { active: false },
    after: { active: true, roles: member.roles },
  });
}

/** The member as they stand once it is this command's turn. */
async function lockMember(db: Db, actor: Actor, userId: string): Promise<Member> {
  await getMember(db, actor, userId);
  await lockAsManager(db, actor);
  return getMember(db, actor, userId);
}

/** Refuses to take from an organisation the last of those who manage its people. */
async function requireAnotherManager(db: Db, actor: Actor, member: Member): Promise<void> {
  const role = managingRole(actor.organisationKind);
  if (!member.roles.includes(role)) return;
  const another = await db
    .selectFrom('members')
    .select('userId')
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '!=', member.userId)
    .where('deactivatedAt', 'is', null)
    .where(sql<SqlBool>`${role} = any (roles)`)
    .limit(1)
    .executeTakeFirst();
  if (another) return;
  throw new DomainError(
    'conflict',
    `${member.name} is the last ${role} of your organisation: make somebody else an ${role} first`,
  );
}

async function updateMember(
  db: Db,
  actor: Actor,
  userId: string,
  values: { roles?: Role[]; deactivatedAt?: ReturnType<typeof sql<Date>> | null },
): Promise<void> {
  await db
    .updateTable('members')
    .set(values)
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', userId)
    .execute();
}
