create table employees (
  employee_id text not null primary key,
  user_id text unique,
  name text not null,
  email text not null unique,
  phone text,
  department text not null,
  position text not null,
  location text not null,
  manager_id text references employees (employee_id),
  hire_date text not null,
  salary bigint check (salary >= 0),
  emergency_contact text,
  created_at text not null,
  created_by text not null,
  -- name, e-mail, department, position and location, lower-case and without accents
  search_text text not null
);

create index employees_manager on employees (manager_id);

create table leave_requests (
  leave_request_id text not null primary key,
  employee_id text not null references employees (employee_id),
  leave_type text not null,
  start_date text not null,
  end_date text not null,
  days integer not null check (days > 0),
  working_days integer not null check (working_days >= 0),
  reason text,
  status text not null check (status in ('PENDING', 'APPROVED', 'REJECTED')),
  created_at text not null,
  created_by text not null,
  decided_at text,
  decided_by text,
  decision_comment text,
  check (start_date <= end_date),
  check ((status = 'PENDING') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null))
);

create index leave_requests_employee on leave_requests (employee_id, start_date);
create index leave_requests_status on leave_requests (status, start_date);
