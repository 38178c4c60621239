create table projects (
  project_id text not null primary key,
  name text not null,
  created_at text not null,
  created_by text not null,
  -- name, lower-case and without accents
  search_text text not null unique
);

create table people (
  name text not null primary key,
  user_id text unique,
  -- name, lower-case and without accents
  search_text text not null unique
);

create table tasks (
  task_id text not null primary key,
  project_id text not null references projects (project_id),
  title text not null,
  description text,
  assignee text references people (name),
  priority text not null check (priority in ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
  state text not null check (state in ('TODO', 'IN_PROGRESS', 'BLOCKED', 'IN_REVIEW', 'COMPLETED', 'CANCELLED')),
  progress_percent integer not null check (progress_percent between 0 and 100),
  due_date text,
  created_at text not null,
  created_by text not null,
  updated_at text not null,
  updated_by text not null,
  closed_at text,
  -- title, lower-case and without accents
  title_text text not null,
  -- title and description, likewise
  search_text text not null,
  check (state <> 'TODO' or progress_percent = 0),
  check ((state = 'COMPLETED') = (progress_percent = 100)),
  check (state in ('TODO', 'BLOCKED', 'CANCELLED') or assignee is not null),
  check ((state in ('COMPLETED', 'CANCELLED')) = (closed_at is not null))
);

create index tasks_project on tasks (project_id, title_text);
create index tasks_assignee on tasks (assignee, due_date);
create index tasks_state on tasks (state, due_date);

create table task_changes (
  task_id text not null references tasks (task_id),
  number integer not null check (number > 0),
  from_state text,
  to_state text not null,
  progress_percent integer not null,
  assignee text,
  due_date text,
  note text,
  changed_at text not null,
  changed_by text not null,
  primary key (task_id, number),
  check ((number = 1) = (from_state is null))
);
