-- The last number given for each kind of id; see Database.nextId.
create table counters (
  name text not null primary key,
  last bigint not null check (last > 0)
);
