-- Changes that wait for a person, and what became of them.
create table pending_changes (
  change_id text not null primary key,
  tool text not null,
  title text not null,
  -- JSON with its members in order
  arguments text not null,
  -- SHA-256 of tool, arguments and principal
  digest text not null,
  principal text not null,
  -- the verified caller, without its token
  caller text not null,
  level text not null,
  approver_roles text not null,
  rule text not null,
  -- JSON of the result as it was and as it would be
  result_before text,
  result_after text not null,
  state text not null check (state in ('PENDING', 'DONE', 'DECLINED', 'EXPIRED', 'FAILED')),
  requested_at text not null,
  expires_at text not null,
  ended_at text,
  ended_by text,
  ended_account text,
  ended_reason text,
  check ((state = 'PENDING') = (ended_at is null))
);

create index pending_changes_state on pending_changes (state, expires_at);
create index pending_changes_principal on pending_changes (principal, state);
