-- One row: which log this is, and the last number that it gave. A number is never given twice.
create table revocation_log (
  log_id text not null primary key,
  last_seq bigint not null
);

-- What was taken back and still matters: one row for each thing, the newest. Times are in seconds
-- since 1970: tokens issued before before_second are revoked; after until_second none of them lives
-- and the row may go. Null: for ever.
create table revocations (
  seq bigint not null primary key,
  kind text not null,
  value text not null,
  before_second bigint,
  until_second bigint,
  made_at text not null
);
create unique index revocations_by_value on revocations (kind, value);
create index revocations_by_before on revocations (before_second);
create index revocations_by_until on revocations (until_second);
