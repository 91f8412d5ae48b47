import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table market_position_statements (
      authority_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      title text not null check (length(title) between 1 and 160),
      accommodation_type smallint check (accommodation_type between 1 and 4),
      status text not null default 'draft' check (status in ('draft', 'published', 'superseded')),
      summary text not null,
      need text not null default '',
      supply text not null default '',
      how_to_engage text not null default '',
      revision integer not null default 1,
      published_on date,
      published_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      updated_by uuid references users,
      primary key (authority_id, id),
      unique (id),
      check ((status = 'draft') = (published_on is null)),
      check ((status = 'draft') = (published_at is null))
    );
    comment on column market_position_statements.accommodation_type is 'Null: the whole market';
    comment on column market_position_statements.revision is 'Raised by every save; a save from an older revision is refused';
    comment on column market_position_statements.published_on is 'The date it carries; published_at is when it was published here';

    create table commissioning_intentions (
      authority_id uuid not null,
      statement_id uuid not null,
      position smallint not null,
      category text not null,
      intention text not null,
      places integer check (places > 0),
      primary key (authority_id, statement_id, position),
      foreign key (authority_id, statement_id) references market_position_statements (authority_id, id) on delete cascade
    );

    create table procurement_milestones (
      authority_id uuid not null,
      statement_id uuid not null,
      position smallint not null,
      contract text not null,
      expires_on date not null,
      review_starts_on date not null,
      primary key (authority_id, statement_id, position),
      foreign key (authority_id, statement_id) references market_position_statements (authority_id, id) on delete cascade,
      check (review_starts_on < expires_on)
    );
    comment on column procurement_milestones.review_starts_on is 'The first day of the month in which the review starts';

    create table statement_figures (
      authority_id uuid not null,
      statement_id uuid not null,
      position smallint not null,
      kind text not null check (kind in ('placements_by_accommodation', 'places_by_accommodation')),
      source text not null,
      as_at date not null,
      rows jsonb not null,
      primary key (authority_id, statement_id, position),
      foreign key (authority_id, statement_id) references market_position_statements (authority_id, id) on delete cascade
    );
    comment on table statement_figures is 'A published statement''s figures, frozen: rows is [{"label": text, "value": number}]';
  `.execute(db);
}
