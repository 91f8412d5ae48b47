import { createHash, randomBytes } from 'node:crypto';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import { lastPage } from '../../lib/paging.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import type { Actor, Token } from './actor.ts';
import { MOST_LIVE_TOKENS } from './api-token.ts';
import type { NewApiTokenInput } from './api-token-form.ts';
import { canManageEveryToken } from './api-token-policy.ts';
import { createOnce } from './form-submissions.server.ts';

const PREFIX = 'sm_';
const SECRET_BYTES = 32;
const HINT_LENGTH = 4;
const TOKEN = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** How a token is kept and found: SHA-256, in hexadecimal; undefined for what cannot be one. Its 256 random bits need no salt. */
export function tokenDigest(shown: string): string | undefined {
  return TOKEN.test(shown) ? digest(shown) : undefined;
}

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** What an actor may know exists: their own tokens of the organisation; its administrators everybody's. */
const visibleTo = (actor: Actor) => (eb: ExpressionBuilder<DB, 'apiTokens'>) =>
  eb.and([
    eb('apiTokens.organisationId', '=', actor.organisationId),
    ...(canManageEveryToken(actor) ? [] : [eb('apiTokens.userId', '=', actor.userId)]),
  ]);

const isLive = sql<boolean>`api_tokens.revoked_at is null and api_tokens.expires_at > now()`;

/**
 * Makes a token of the actor's own. `secret` is there this once, and null where the same form made it before: nothing of it is kept but
 * a digest.
 */
export async function createApiToken(
  db: Db,
  actor: Actor,
  { key, ...input }: NewApiTokenInput,
): Promise<{ secret: string | null }> {
  let secret: string | null = null;
  await createOnce(db, actor, { key, payload: { ...input, userId: actor.userId } }, async () => {
    await requireRoom(db, actor);
    secret = PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
    return insertToken(db, actor, input, secret);
  });
  return { secret };
}

/** The member's row is held, so that two forms at once do not both find room. */
async function requireRoom(db: Db, actor: Actor) {
  await db
    .selectFrom('members')
    .select('userId')
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', actor.userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { live } = await db
    .selectFrom('apiTokens')
    .select((eb) => eb.fn.countAll<number>().as('live'))
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', actor.userId)
    .where(isLive)
    .executeTakeFirstOrThrow();
  if (live < MOST_LIVE_TOKENS) return;
  throw new DomainError(
    'conflict',
    `You have ${MOST_LIVE_TOKENS} tokens that work: revoke one that nothing uses any more before you create another`,
  );
}

async function insertToken(db: Db, actor: Actor, input: Omit<NewApiTokenInput, 'key'>, secret: string) {
  const { name, scopes, days } = input;
  const { id, expiresAt } = await db
    .insertInto('apiTokens')
    .values({
      organisationId: actor.organisationId,
      userId: actor.userId,
      name,
      scopes,
      tokenHash: digest(secret),
      hint: secret.slice(-HINT_LENGTH),
      expiresAt: sql`now() + make_interval(days => ${days}::int)`,
    })
    .returning(['id', 'expiresAt'])
    .executeTakeFirstOrThrow();
  const after = { name, scopes, expiresAt: expiresAt.toISOString() };
  await recordAudit(db, actor, { event: 'api_token.created', subjectId: id, after });
  return id;
}

const PAGE_SIZE = 20;

/** The tokens an actor may know of, those that work first, the newest first. A page past the end becomes the last. */
export async function listApiTokens(db: Db, actor: Actor, filter: { page: number }) {
  const visible = db.selectFrom('apiTokens').where(visibleTo(actor));
  const { total } = await visible.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const page = lastPage(filter.page, total, PAGE_SIZE);
  const tokens = await visible
    .innerJoin('users', 'users.id', 'apiTokens.userId')
    .innerJoin('members', (join) =>
      join
        .onRef('members.organisationId', '=', 'apiTokens.organisationId')
        .onRef('members.userId', '=', 'apiTokens.userId'),
    )
    .select([
      'apiTokens.id',
      'apiTokens.name',
      'apiTokens.scopes',
      'apiTokens.hint',
      'apiTokens.createdAt',
      'apiTokens.expiresAt',
      'apiTokens.lastUsedAt',
      'apiTokens.revokedAt',
      'members.deactivatedAt',
      'users.name as personName',
    ])
    .orderBy(isLive, 'desc')
    .orderBy('apiTokens.createdAt', 'desc')
    .orderBy('apiTokens.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  return { tokens, page, total, pageSize: PAGE_SIZE };
}

/** From the next request on the token stands for nobody. One that is revoked already stays so. Returns its name. */
export async function revokeApiToken(db: Db, actor: Actor, tokenId: string): Promise<string> {
  const token = await db
    .selectFrom('apiTokens')
    .select(['apiTokens.id', 'apiTokens.userId', 'apiTokens.name', 'apiTokens.revokedAt'])
    .where(visibleTo(actor))
    .where('apiTokens.id', '=', tokenId)
    .forUpdate()
    .executeTakeFirst();
  if (!token) throw new DomainError('not-found', 'Token not found');
  if (token.revokedAt) return token.name;
  await db
    .updateTable('apiTokens')
    .set({ revokedAt: sql`now()` })
    .where('organisationId', '=', actor.organisationId)
    .where('id', '=', token.id)
    .execute();
  const after = { name: token.name, userId: token.userId };
  await recordAudit(db, actor, { event: 'api_token.revoked', subjectId: token.id, after });
  return token.name;
}

/** What a token says of itself. */
export function getShownToken(db: Db, actor: Actor, token: Token) {
  return db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'expiresAt'])
    .where('organisationId', '=', actor.organisationId)
    .where('id', '=', token.id)
    .executeTakeFirstOrThrow(() => new DomainError('not-found', 'Token not found'));
}
