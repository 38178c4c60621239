-- People who release changes. No client has a row here, and no approver has one among the clients.
-- A password is there as an Argon2id hash in PHC form (m, t, p, salt and hash), never as text.
create table approvers (
  account text not null primary key,
  subject text not null,
  job_role text,
  name text not null,
  password_hash text not null,
  enabled boolean not null,
  created_at text not null,
  changed_at text not null
);

-- Nobody: what stands for an account that is unknown, so that a look-up always reads one row.
insert into approvers (account, subject, name, password_hash, enabled, created_at, changed_at)
  values ('', '', '', '', false, '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z');

-- How often an account, or an address whose digest it is, failed to sign in. Times are seconds
-- since 1970. Accounts that do not exist share a fixed number of rows.
create table sign_in_failures (
  id text not null primary key,
  failures bigint not null,
  locked_until bigint not null,
  forget_at bigint not null
);
create index sign_in_failures_by_end on sign_in_failures (forget_at);

-- What an approver was given and may still hold, so that it can be taken back.
create table approver_tokens (
  token_id text not null primary key,
  account text not null,
  expires_at text not null
);
create index approver_tokens_by_account on approver_tokens (account);
create index approver_tokens_by_end on approver_tokens (expires_at);

-- The one-time codes by which a browser's sign-in reaches the server; only digests, base64url.
create table approver_codes (
  code_digest text not null primary key,
  account text not null,
  server text not null,
  signed_in_at text not null,
  expires_at text not null
);
create index approver_codes_by_end on approver_codes (expires_at);
