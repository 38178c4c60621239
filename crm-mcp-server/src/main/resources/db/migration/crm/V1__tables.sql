create table customers (
  customer_id text not null primary key,
  name text not null,
  email text not null unique,
  phone text,
  company text not null,
  position text,
  industry text not null,
  location text,
  status text not null check (status in ('LEAD', 'PROSPECT', 'ACTIVE', 'INACTIVE', 'CHURNED')),
  status_reason text,
  status_changed_at text not null,
  status_changed_by text not null,
  created_at text not null,
  created_by text not null,
  -- name, e-mail, company, position and location, lower-case and without accents
  search_text text not null,
  check (status not in ('INACTIVE', 'CHURNED') or status_reason is not null)
);

create index customers_status on customers (status);

create table opportunities (
  opportunity_id text not null primary key,
  customer_id text not null references customers (customer_id),
  title text not null,
  description text,
  stage text not null check (stage in ('PROSPECTING', 'QUALIFICATION', 'PROPOSAL', 'NEGOTIATION', 'CLOSED_WON', 'CLOSED_LOST')),
  probability integer not null check (probability between 0 and 100),
  value bigint not null check (value > 0),
  close_date text not null,
  created_at text not null,
  created_by text not null,
  closed_at text,
  closed_by text,
  -- title and description, lower-case and without accents
  search_text text not null,
  check ((stage = 'CLOSED_WON') = (probability = 100)),
  check ((stage = 'CLOSED_LOST') = (probability = 0)),
  check ((stage in ('CLOSED_WON', 'CLOSED_LOST')) = (closed_at is not null)),
  check ((closed_at is null) = (closed_by is null))
);

create index opportunities_customer on opportunities (customer_id, close_date);
create index opportunities_open on opportunities (close_date) where closed_at is null;

create table interactions (
  interaction_id text not null primary key,
  customer_id text not null references customers (customer_id),
  opportunity_id text references opportunities (opportunity_id),
  interaction_type text not null,
  occurred_at text not null,
  summary text not null,
  next_step text,
  created_at text not null,
  created_by text not null,
  -- summary and next step, lower-case and without accents
  search_text text not null,
  check (occurred_at <= created_at)
);

create index interactions_customer on interactions (customer_id, occurred_at);
create index interactions_time on interactions (occurred_at);
