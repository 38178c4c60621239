-- Sets are JSON arrays of texts, keys are a JSON array of public JWKs; an absent value says what
-- stands for it in Client.
create table clients (
  client_id text not null primary key,
  title text,
  subject text not null,
  job_role text,
  id text,
  name text,
  servers text,
  grants text not null,
  auth_methods text not null,
  token_ttl_seconds bigint check (token_ttl_seconds > 0),
  enabled boolean not null,
  ends_at text,
  end_reason text,
  may_act_for text not null,
  keys text not null,
  created_at text not null,
  changed_at text not null
);
create index clients_by_subject on clients (subject);

-- HMAC-SHA-256 under the key of hash_key_id, base64url. Never a secret.
create table client_secrets (
  secret_id text not null primary key,
  client_id text not null references clients (client_id) on delete cascade,
  hash_key_id text not null,
  hash text not null,
  created_at text not null,
  not_after text
);
create index client_secrets_by_client on client_secrets (client_id);

-- The keys that ever hashed secrets here, in the order in which they came. Hashes move to a later
-- key only, so that services which are given a new key one after the other do not undo each other's
-- work.
create table secret_hash_keys (
  hash_key_id text not null primary key,
  number bigint not null unique
);

-- Nobody: what stands for an id that is unknown, with two secrets that nothing hashes to. So a
-- look-up reads one client and two secrets whether the id is known or not, and takes as long.
insert into clients (client_id, subject, grants, auth_methods, enabled, may_act_for, keys,
    created_at, changed_at)
  values ('', '', '["client_credentials"]', '["client_secret_basic","client_secret_post"]', false,
    '[]', '[]', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z');
insert into client_secrets (secret_id, client_id, hash_key_id, hash, created_at, not_after)
  values ('NOBODY-1', '', '0000000000000000', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'),
    ('NOBODY-2', '', '0000000000000000', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z');
