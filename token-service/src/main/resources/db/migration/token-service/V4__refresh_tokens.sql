-- A family: all refresh tokens that came from one first request. Its audience is URIs between blanks.
create table refresh_families (
  family_id text not null primary key,
  client_id text not null,
  subject text not null,
  audience text not null,
  begun_at text not null,
  ends_at text not null,
  revoked_at text
);
create index refresh_families_by_end on refresh_families (ends_at);

-- Only keyed hashes, base64url. A used one stays: whoever presents it again gives the family away.
create table refresh_tokens (
  token_hash text not null primary key,
  family_id text not null references refresh_families (family_id) on delete cascade,
  used_at text
);
create index refresh_tokens_by_family on refresh_tokens (family_id);

-- The access tokens that a family issued and that may still live.
create table refresh_access_tokens (
  token_id text not null primary key,
  family_id text not null references refresh_families (family_id) on delete cascade,
  expires_at text not null
);
create index refresh_access_tokens_by_family on refresh_access_tokens (family_id);

-- The jti of each client assertion that was taken, until the assertion would have ended anyway.
create table assertion_ids (
  client_id text not null,
  assertion_id text not null,
  expires_at text not null,
  primary key (client_id, assertion_id)
);
create index assertion_ids_by_end on assertion_ids (expires_at);
