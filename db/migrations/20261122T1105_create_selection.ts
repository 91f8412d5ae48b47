import { type Kysely, sql } from 'kysely';

/** Selection questions and the library they come from; files; a provider's profile; applications to lots and their evaluation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table files (
      id uuid primary key default uuidv7(),
      organisation_id uuid not null references organisations,
      name text not null check (length(name) between 1 and 200),
      media_type text not null,
      bytes integer not null check (bytes > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      uploaded_by uuid references users,
      uploaded_at timestamptz not null default now(),
      unique (id, organisation_id)
    );
    create index files_organisation on files (organisation_id);
    comment on table files is 'What is known of an uploaded file; its bytes are in the file store under its id';

    create table library_questions (
      id uuid primary key default uuidv7(),
      authority_id uuid references organisations,
      position smallint not null default 0,
      topic text not null,
      kind text not null check (kind in ('yes_no', 'text', 'number', 'date', 'document', 'declaration')),
      question text not null check (length(question) between 1 and 600),
      guidance text not null default '',
      document_kind text,
      assessment text not null check (assessment in ('pass_fail', 'scored', 'information')),
      pass_answer text check (pass_answer in ('yes', 'no')),
      least_number integer,
      most_words smallint check (most_words between 1 and 5000),
      created_at timestamptz not null default now(),
      retired_at timestamptz,
      check ((kind = 'document') = (document_kind is not null))
    );
    create index library_questions_authority on library_questions (authority_id);
    comment on table library_questions is 'Questions used again and again: those of the portal (no authority), answered once by every provider, and an authority''s own';

    create table selection_questions (
      id uuid primary key default uuidv7(),
      system_id uuid not null references purchasing_systems on delete cascade,
      lot_id uuid,
      library_question_id uuid references library_questions,
      position smallint not null,
      kind text not null check (kind in ('yes_no', 'text', 'number', 'date', 'document', 'declaration')),
      question text not null check (length(question) between 1 and 600),
      guidance text not null default '',
      document_kind text,
      required boolean not null default true,
      assessment text not null check (assessment in ('pass_fail', 'scored', 'information')),
      pass_answer text check (pass_answer in ('yes', 'no')),
      least_number integer,
      most_words smallint check (most_words between 1 and 5000),
      weight smallint check (weight between 1 and 100),
      most_score smallint check (most_score between 1 and 100),
      created_at timestamptz not null default now(),
      retired_at timestamptz,
      foreign key (lot_id, system_id) references lots (id, system_id) on delete cascade,
      check ((kind = 'document') = (document_kind is not null)),
      check ((assessment = 'scored') = (weight is not null)),
      check ((assessment = 'scored') = (most_score is not null))
    );
    create index selection_questions_system on selection_questions (system_id);
    comment on column selection_questions.lot_id is 'Null: asked of applicants to every lot';
    comment on column selection_questions.retired_at is 'No longer asked; those who answered it before are still judged by it';
    comment on column selection_questions.pass_answer is 'yes_no, pass_fail: the answer that passes';
    comment on column selection_questions.least_number is 'number, pass_fail: the least that passes';

    create table purchasing_system_documents (
      id uuid primary key default uuidv7(),
      system_id uuid not null,
      lead_authority_id uuid not null,
      file_id uuid not null,
      title text not null check (length(title) between 1 and 160),
      added_at timestamptz not null default now(),
      removed_at timestamptz,
      foreign key (system_id, lead_authority_id) references purchasing_systems (id, lead_authority_id) on delete cascade,
      foreign key (file_id, lead_authority_id) references files (id, organisation_id)
    );
    create index purchasing_system_documents_system on purchasing_system_documents (system_id);
    create index purchasing_system_documents_file on purchasing_system_documents (file_id);

    create table required_documents (
      system_id uuid not null references purchasing_systems on delete cascade,
      document_kind text not null,
      suspends_when_expired boolean not null default true,
      due_on date not null,
      warned_on date,
      primary key (system_id, document_kind)
    );
    comment on table required_documents is 'What an applicant has and an admitted provider keeps in date; where it suspends, an admission is suspended on the day after it expires';
    comment on column required_documents.due_on is 'The last day on which a provider that was there before may be without it';
    comment on column required_documents.warned_on is 'The day of the last word to those that are without it; none is due where it equals due_on';

    create table provider_documents (
      id uuid primary key default uuidv7(),
      provider_id uuid not null references organisations,
      document_kind text not null,
      title text not null check (length(title) between 1 and 160),
      file_id uuid not null,
      expires_on date,
      uploaded_at timestamptz not null default now(),
      uploaded_by uuid references users,
      replaced_at timestamptz,
      warned_on date,
      foreign key (file_id, provider_id) references files (id, organisation_id),
      unique (id, provider_id)
    );
    create index provider_documents_provider on provider_documents (provider_id, document_kind);
    create index provider_documents_file on provider_documents (file_id);
    create index provider_documents_expiry on provider_documents (expires_on) where replaced_at is null;
    comment on column provider_documents.expires_on is 'The last day on which it is valid; null: it does not expire';

    create table profile_answers (
      provider_id uuid not null references organisations,
      library_question_id uuid not null references library_questions,
      answer text not null,
      updated_at timestamptz not null default now(),
      updated_by uuid references users,
      primary key (provider_id, library_question_id)
    );
    comment on table profile_answers is 'What a provider answered once, from which its applications start; a document''s answer is in provider_documents';

    create table lot_applications (
      id uuid primary key default uuidv7(),
      lot_id uuid not null references lots,
      provider_id uuid not null references organisations,
      round_id uuid references application_rounds,
      status text not null default 'draft' check (status in ('draft', 'submitted', 'withdrawn', 'accepted', 'rejected')),
      revision integer not null default 1,
      submission smallint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      submitted_at timestamptz,
      submitted_by uuid references users,
      due_on date,
      extended_at timestamptz,
      extension_reason text,
      decided_at timestamptz,
      decided_by uuid references users,
      tier smallint check (tier > 0),
      decision_reason text,
      withdrawn_at timestamptz,
      withdrawal_reason text,
      unique (id, provider_id),
      check (status in ('draft', 'withdrawn') or (submitted_at is not null and due_on is not null)),
      check ((status in ('accepted', 'rejected')) = (decided_at is not null)),
      check ((status = 'accepted') = (tier is not null)),
      check ((extended_at is null) = (extension_reason is null))
    );
    create unique index lot_applications_one_open on lot_applications (lot_id, provider_id) where status in ('draft', 'submitted');
    create index lot_applications_provider on lot_applications (provider_id);
    create index lot_applications_due on lot_applications (lot_id, due_on) where status = 'submitted';
    comment on table lot_applications is 'A provider''s request to join a lot';
    comment on column lot_applications.submission is 'How often it was submitted: scores belong to one submission';
    comment on column lot_applications.due_on is 'The last day for the decision, by the working-day clock; moved by an extension and by clarifications';

    create table application_answers (
      application_id uuid not null,
      provider_id uuid not null,
      question_id uuid not null references selection_questions,
      answer text not null default '',
      document_id uuid,
      updated_at timestamptz not null default now(),
      primary key (application_id, question_id),
      foreign key (application_id, provider_id) references lot_applications (id, provider_id) on delete cascade,
      foreign key (document_id, provider_id) references provider_documents (id, provider_id)
    );
    create index application_answers_document on application_answers (document_id);
    comment on column application_answers.answer is 'yes or no; the text; digits; an ISO date; agreed. A document''s is in document_id';

    create table application_clarifications (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      provider_id uuid not null,
      question text not null check (length(question) between 1 and 4000),
      asked_at timestamptz not null default now(),
      asked_by uuid references users,
      answer_due_on date not null,
      answer text,
      answered_at timestamptz,
      answered_by uuid references users,
      foreign key (application_id, provider_id) references lot_applications (id, provider_id) on delete cascade,
      check ((answer is null) = (answered_at is null))
    );
    create index application_clarifications_application on application_clarifications (application_id);

    create table application_evaluators (
      application_id uuid not null references lot_applications on delete cascade,
      authority_id uuid not null references organisations,
      user_id uuid not null references users,
      assigned_at timestamptz default now(),
      assigned_by uuid references users,
      declared_at timestamptz,
      has_conflict boolean,
      conflict_note text not null default '',
      finished_submission smallint,
      finished_at timestamptz,
      removed_at timestamptz,
      primary key (application_id, user_id),
      check ((declared_at is null) = (has_conflict is null)),
      check (assigned_at is not null or declared_at is not null)
    );
    comment on table application_evaluators is 'People of the authority that leads, as they take part in an application';
    comment on column application_evaluators.assigned_at is 'Null: declared their interests to read, moderate or decide, and does not score';
    create index application_evaluators_user on application_evaluators (user_id);
    comment on column application_evaluators.finished_submission is 'The submission whose scores are final; until then only the evaluator sees them';

    create table application_scores (
      application_id uuid not null references lot_applications on delete cascade,
      authority_id uuid not null references organisations,
      submission smallint not null,
      question_id uuid not null references selection_questions,
      evaluator_id uuid not null references users,
      score smallint check (score >= 0),
      passes boolean,
      comment text not null default '',
      updated_at timestamptz not null default now(),
      primary key (application_id, submission, question_id, evaluator_id)
    );

    create table application_moderations (
      application_id uuid not null references lot_applications on delete cascade,
      authority_id uuid not null references organisations,
      submission smallint not null,
      question_id uuid not null references selection_questions,
      score smallint check (score >= 0),
      passes boolean,
      reason text not null,
      moderated_by uuid references users,
      moderated_at timestamptz not null default now(),
      primary key (application_id, submission, question_id)
    );
    comment on table application_moderations is 'What the evaluators agreed on; the provider sees it with the decision';
  `.execute(db);
}
