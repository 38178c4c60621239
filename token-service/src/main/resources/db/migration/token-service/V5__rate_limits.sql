-- One token bucket each, as the moment (microseconds since 1970) at which it is full again; a row
-- whose moment has passed says nothing and is removed. The id is a digest: nobody's name or address.
create table rate_limits (
  id text not null primary key,
  full_at bigint not null
);
