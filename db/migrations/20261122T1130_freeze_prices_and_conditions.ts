import { type Kysely, sql } from 'kysely';

/** What the law freezes stays as it is, whoever asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  // A price once approved never changes, whoever asks: DOMAIN, "Admission and prices". One that the end of an admission turned down was
  // approved too. A schedule ends when another follows it, or its admission ends: valid_until and the status may change.
  await run(`
    create function refuse_change_of_approved_price() returns trigger language plpgsql as $$
    begin
      if exists (select from price_schedules where id = old.schedule_id and approved_at is not null) then
        raise exception 'A price once approved never changes' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
    $$;
    ${['price_lines', 'price_add_ons', 'price_adjustments']
      .map(
        (table) => `create trigger approved_prices_stay before update or delete on ${table}
          for each row execute function refuse_change_of_approved_price();`,
      )
      .join('\n')}

    create function refuse_change_of_approved_schedule() returns trigger language plpgsql as $$
    begin
      raise exception 'A price once approved never changes' using errcode = 'restrict_violation';
    end
    $$;
    create trigger approved_prices_stay before update on price_schedules for each row
      when (old.approved_at is not null and
        (old.approved_at, old.admission_id, old.valid_from, old.included_support_hours, old.extra_support_hour_pence)
        is distinct from
        (new.approved_at, new.admission_id, new.valid_from, new.included_support_hours, new.extra_support_hour_pence))
      execute function refuse_change_of_approved_schedule();
    create trigger approved_prices_are_kept before delete on price_schedules for each row
      when (old.approved_at is not null) execute function refuse_change_of_approved_schedule();
  `);

  // Membership conditions of a dynamic market cannot change once it is established: Procurement Act 2023, s 36.
  await run(`
    create function refuse_change_of_membership_conditions() returns trigger language plpgsql as $$
    declare
      of_system uuid;
    begin
      if tg_table_name = 'purchasing_systems' then of_system := old.id;
      elsif tg_op = 'DELETE' then of_system := old.system_id;
      else of_system := new.system_id;
      end if;
      if exists (select from purchasing_systems where id = of_system and kind = 'dynamic_market' and status <> 'draft') then
        raise exception 'The membership conditions of a dynamic market cannot change' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
    $$;
    create trigger membership_conditions_stay before insert or update or delete on selection_questions
      for each row execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_stay
      before insert or delete or update of system_id, document_kind, suspends_when_expired, due_on on required_documents
      for each row execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_stay before update of ofsted_rule, description on lots
      for each row when (old.ofsted_rule <> new.ofsted_rule or old.description <> new.description)
      execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_are_kept before delete on lots
      for each row execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_stay before update of how_to_join on purchasing_systems
      for each row when (old.how_to_join <> new.how_to_join) execute function refuse_change_of_membership_conditions();
  `);
  // What providers read when a dynamic market was published is among its conditions; a document that is added later only explains them, and
  // may go again. Of a system that has ended, by hand or by its day, all stay.
  await run(`
    create function refuse_change_of_system_document() returns trigger language plpgsql as $$
    begin
      if exists (
        select from purchasing_systems s where s.id in (old.system_id, new.system_id)
          and (s.status = 'ended'
            or s.status <> 'draft' and s.ends_on <= (clock_timestamp() at time zone 'Europe/London')::date)
      ) then
        raise exception 'The documents of a purchasing system that has ended stay as they are' using errcode = 'restrict_violation';
      end if;
      if exists (
        select from purchasing_systems s where s.id in (old.system_id, new.system_id)
          and s.kind = 'dynamic_market' and s.status <> 'draft' and least(old.added_at, new.added_at) <= s.published_at
      ) then
        raise exception 'The membership conditions of a dynamic market cannot change' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
    $$;
    create trigger system_documents_stay before insert or update or delete on purchasing_system_documents
      for each row execute function refuse_change_of_system_document();
  `);
}
