insert into people (id, name, email, state, since, changed_at, salary, age, remote, manager_id) values
  ('EMP-001', 'Alice', 'alice@example.com', 'ACTIVE', '2020-02-29', '2026-01-01T00:00:00.000Z', 123456, 40, true, null),
  ('EMP-002', 'Bob', null, 'ON_LEAVE', '2021-01-01', '2026-01-01T00:00:00.000Z', null, null, false, 'EMP-001');
insert into counters (name, last) values ('EMP', 2);
