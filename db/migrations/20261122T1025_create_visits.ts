import { type Kysely, sql } from 'kysely';

/**
 * What a request may know of sessions and tokens: whom the one that it shows stands for. The application's role cannot read the tables
 * behind these functions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create type visitor as (
      user_id uuid,
      name text,
      email text,
      two_factor_enabled boolean,
      session_id uuid,
      signed_in_by text,
      -- What stands in the way of acting for an organisation: membership, choice, second_factor; null where nothing does.
      lacks text,
      organisation_id uuid,
      organisation_name text,
      organisation_kind text,
      roles text[],
      memberships integer
    );

    -- Empty where the session is over: at its end, or after 12 hours without a request (OWASP ASVS 5.0.0, 7.3.1 and 7.3.2).
    create function begin_visit(session_token text) returns setof visitor
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    begin
      -- A busy session is written to every few minutes, not at each request.
      update sessions set updated_at = now()
        where token = session_token and expires_at > now()
          and updated_at between now() - interval '12 hours' and now() - interval '5 minutes';
      return query
        select u.id, u.name, u.email, u.two_factor_enabled, s.id, s.signed_in_by,
               case
                 when own.count = 0 then 'membership'
                 when o.id is null then 'choice'
                 when o.requires_two_factor and s.signed_in_by = 'password' and not u.two_factor_enabled then 'second_factor'
               end,
               o.id, o.name, o.kind, m.roles, own.count::integer
        from sessions s
        join users u on u.id = s.user_id
        cross join lateral (
          select count(*) as count, (array_agg(members.organisation_id))[1] as first
          from members where members.user_id = u.id and members.deactivated_at is null
        ) own
        left join members m on m.user_id = u.id and m.deactivated_at is null
          and m.organisation_id = case when own.count = 1 then own.first else s.organisation_id end
        left join organisations o on o.id = m.organisation_id
        where s.token = session_token and s.expires_at > now() and s.updated_at > now() - interval '12 hours';
    end
    $$;

    create type token_visitor as (
      token_id uuid,
      scopes text[],
      user_id uuid,
      name text,
      email text,
      organisation_id uuid,
      organisation_name text,
      organisation_kind text,
      roles text[]
    );

    -- Empty where the token is unknown, over or revoked, or its person no longer acts for its organisation.
    create function begin_token_visit(token_digest text) returns setof token_visitor
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    begin
      update api_tokens set last_used_at = now()
        where token_hash = token_digest and (last_used_at is null or last_used_at < now() - interval '1 minute');
      return query
        select t.id, t.scopes, u.id, u.name, u.email, o.id, o.name, o.kind, m.roles
        from api_tokens t
        join members m on m.organisation_id = t.organisation_id and m.user_id = t.user_id and m.deactivated_at is null
        join users u on u.id = t.user_id
        join organisations o on o.id = t.organisation_id
        where t.token_hash = token_digest and t.revoked_at is null and t.expires_at > now()
          and (u.two_factor_enabled or not o.requires_two_factor);
    end
    $$;

    -- Ends a person's sessions: their own, or a member's of the acting organisation. Returns how many there were.
    create function end_sessions(person uuid, keep_session uuid default null) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      ended integer;
    begin
      delete from sessions
        where user_id = person and id is distinct from keep_session
          and (is_system() or person = current_person()
               or exists (select from members where user_id = person and organisation_id = current_organisation()));
      get diagnostics ended = row_count;
      return ended;
    end
    $$;

    -- From now on the session acts for that organisation. False where the person is no member of it.
    create function choose_organisation(session uuid, organisation uuid) returns boolean
    language sql volatile security definer set search_path = public, pg_temp as $$
      with chosen as (
        update sessions set organisation_id = organisation
        where id = session and user_id = current_person()
          and exists (
            select from members where user_id = current_person() and organisation_id = organisation and deactivated_at is null)
        returning id
      )
      select exists (select from chosen)
    $$;

    -- The owner runs these functions and api_tokens is under row level security.
    create policy owner on api_tokens to current_user using (true) with check (true);

    revoke execute on function begin_visit, begin_token_visit, end_sessions, choose_organisation from public;
    grant execute on function begin_visit, begin_token_visit, end_sessions, choose_organisation to sufficiency_market_app;
    grant execute on function end_sessions to sufficiency_market_identity;
  `.execute(db);
}
