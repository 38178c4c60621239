create table people (
  id text not null primary key,
  name text not null,
  email text unique,
  state text not null check (state in ('ACTIVE', 'ON_LEAVE')),
  since text not null,
  changed_at text not null,
  salary bigint,
  age integer,
  remote boolean not null,
  manager_id text references people (id)
);
