-- Of each algorithm at most one key signs and at most one waits to. What a key needs to sign or to
-- be published with is sealed (AES-256-GCM) under the key of sealed_under; of a revoked key nothing
-- is kept but its name. It is published until gone_at, when no token that it signed is alive.
create table signing_keys (
  kid text not null primary key,
  algorithm text not null,
  state text not null check (state in ('PUBLISHED', 'SIGNING', 'RETIRED', 'REVOKED')),
  sealed_under text,
  sealed text,
  lifetime_seconds bigint not null check (lifetime_seconds > 0),
  published_at text not null,
  signs_from text,
  retired_at text,
  gone_at text,
  revoked_at text,
  check ((state = 'REVOKED') = (sealed is null)),
  check (state <> 'RETIRED' or gone_at is not null)
);
create unique index signing_keys_one_next on signing_keys (algorithm) where state = 'PUBLISHED';
create unique index signing_keys_one_signing on signing_keys (algorithm) where state = 'SIGNING';
