-- Sets are JSON arrays of texts; an absent one says what stands for it in Client.
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

-- Public keys for private_key_jwt, as JWKs.
create table client_keys (
  client_id text not null references clients (client_id) on delete cascade,
  kid text not null,
  jwk text not null,
  primary key (client_id, kid)
);
