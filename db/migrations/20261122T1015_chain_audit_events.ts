import { type Kysely, sql } from 'kysely';

/**
 * The audit is a chain for each organisation: every event carries the hash of the one before. The head stands in a table of its own and is
 * exported, so that a lost tail shows. Events are appended by a function alone. docs/audit.md says how to recompute a hash.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update audit_events set reason = null where reason = '';
    alter table audit_events
      -- An export writes null as nothing: an empty reason would be the same there.
      add constraint audit_events_reason check (reason <> ''),
      add column sequence bigint, add column previous_hash text, add column hash text;

    create table audit_heads (
      organisation_id uuid primary key references organisations,
      sequence bigint not null,
      hash text not null
    );

    -- Each field with its length in UTF-8 before it, or "-" where it is null: no two events have the same text.
    create function audit_field(value text) returns text language sql immutable parallel safe as $$
      select case when value is null then '-' else octet_length(convert_to(value, 'UTF8')) || ':' || value end
    $$;

    create function audit_hash(
      previous_hash text, organisation_id uuid, sequence bigint, id uuid, occurred_at timestamptz, user_id uuid,
      event text, subject_id uuid, reason text, before jsonb, after jsonb
    ) returns text language sql stable parallel safe as $$
      select encode(sha256(convert_to(
        audit_field(previous_hash) || audit_field(organisation_id::text) || audit_field(sequence::text) || audit_field(id::text)
        -- Whole microseconds since 1970, exact: extract gives a numeric. A bigint would not hold the last years of a timestamp.
        || audit_field(trunc(extract(epoch from occurred_at) * 1000000)::text) || audit_field(user_id::text) || audit_field(event)
        || audit_field(subject_id::text) || audit_field(reason) || audit_field(before::text) || audit_field(after::text),
        'UTF8')), 'hex')
    $$;
  `.execute(db);
  await sql`
    do $$
    declare
      one audit_events;
      head audit_heads;
    begin
      for one in select * from audit_events order by organisation_id, occurred_at, id loop
        select * into head from audit_heads where organisation_id = one.organisation_id;
        one.sequence := coalesce(head.sequence, 0) + 1;
        one.previous_hash := coalesce(head.hash, '');
        one.hash := audit_hash(one.previous_hash, one.organisation_id, one.sequence, one.id, one.occurred_at, one.user_id,
          one.event, one.subject_id, one.reason, one.before, one.after);
        update audit_events set sequence = one.sequence, previous_hash = one.previous_hash, hash = one.hash
          where organisation_id = one.organisation_id and id = one.id;
        insert into audit_heads values (one.organisation_id, one.sequence, one.hash)
          on conflict (organisation_id) do update set sequence = excluded.sequence, hash = excluded.hash;
      end loop;
    end
    $$;
  `.execute(db);
  await sql`
    alter table audit_events
      alter column sequence set not null,
      alter column previous_hash set not null,
      alter column hash set not null,
      add constraint audit_events_sequence unique (organisation_id, sequence);
    create index audit_events_occurred on audit_events (organisation_id, occurred_at);

    create function append_audit_event(
      organisation_id uuid, user_id uuid, event text, subject_id uuid, reason text, before jsonb, after jsonb
    ) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
    #variable_conflict use_variable
    declare
      head audit_heads;
      id uuid;
      occurred_at timestamptz;
      next_hash text;
    begin
      if (is_system() or pg_has_role(session_user, 'sufficiency_market_identity', 'member')
          or organisation_id = current_organisation() and user_id = current_person()) is not true then
        raise exception 'An event belongs to the organisation and the person that are acting' using errcode = 'insufficient_privilege';
      end if;
      reason := nullif(reason, '');
      insert into audit_heads values (organisation_id, 0, '') on conflict do nothing;
      -- Held until the transaction ends: events of one organisation follow each other.
      select * into strict head from audit_heads where audit_heads.organisation_id = append_audit_event.organisation_id for update;
      -- After the wait, so that times are in the order of the events.
      id := uuidv7();
      occurred_at := clock_timestamp();
      next_hash := audit_hash(head.hash, organisation_id, head.sequence + 1, id, occurred_at, user_id, event, subject_id, reason, before, after);
      insert into audit_events
        (organisation_id, id, occurred_at, user_id, event, subject_id, reason, before, after, sequence, previous_hash, hash)
        values (organisation_id, id, occurred_at, user_id, event, subject_id, reason, before, after, head.sequence + 1, head.hash, next_hash);
      update audit_heads set sequence = head.sequence + 1, hash = next_hash
        where audit_heads.organisation_id = append_audit_event.organisation_id;
    end
    $$;
    revoke execute on function append_audit_event from public;

    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'Audit events are never changed or removed' using errcode = 'insufficient_privilege';
    end
    $$;
    create trigger audit_events_stay before update or delete on audit_events for each row execute function refuse_audit_change();
    create trigger audit_events_stay_all before truncate on audit_events for each statement execute function refuse_audit_change();

    create function keep_audit_head() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if new.organisation_id = old.organisation_id and new.sequence = old.sequence + 1 then return new; end if;
      end if;
      raise exception 'The head of the audit only moves on' using errcode = 'insufficient_privilege';
    end
    $$;
    create trigger audit_heads_stay before update or delete on audit_heads for each row execute function keep_audit_head();
    create trigger audit_heads_stay_all before truncate on audit_heads for each statement execute function keep_audit_head();
  `.execute(db);
}
