-- A small company, so that every tool has something to show. Salaries are in cents.
insert into employees
  (employee_id, user_id, name, email, phone, department, position, location, manager_id, hire_date, salary, emergency_contact, created_at, created_by, search_text)
values
  ('EMP-001', '123', 'Alice Warren', 'alice.warren@example.com', '+44 20 7946 0101', 'Operations', 'Operations Manager', 'London', null, '2016-03-14', 11800000, 'Thomas Warren (husband), +44 20 7946 0151', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-002', '124', 'Bob Tran', 'bob.tran@example.com', '+44 20 7946 0102', 'Operations', 'Assistant Manager', 'London', 'EMP-001', '2019-09-02', 7650000, 'Linh Tran (mother), +44 20 7946 0152', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-003', '125', 'Carol Mendes', 'carol.mendes@example.com', '+44 20 7946 0103', 'Human Resources', 'HR Officer', 'London', 'EMP-002', '2021-05-17', 5420000, 'Rui Mendes (brother), +44 20 7946 0153', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-004', null, 'Daniel Okafor', 'daniel.okafor@example.com', '+49 30 23125 104', 'Engineering', 'Head of Engineering', 'Berlin', 'EMP-001', '2018-01-08', 12900000, 'Ngozi Okafor (wife), +49 30 23125 154', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-005', null, 'Emma Lindqvist', 'emma.lindqvist@example.com', '+49 30 23125 105', 'Engineering', 'Senior Software Engineer', 'Berlin', 'EMP-004', '2020-10-01', 9300000, 'Karin Lindqvist (mother), +49 30 23125 155', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-006', null, 'Farid Haddad', 'farid.haddad@example.com', '+1 416 555 0106', 'Sales', 'Account Executive', 'Toronto', 'EMP-001', '2022-02-21', 6850000, 'Leila Haddad (sister), +1 416 555 0156', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-007', null, 'Grace Kim', 'grace.kim@example.com', '+1 416 555 0107', 'Finance', 'Accountant', 'Toronto', 'EMP-001', '2023-08-15', 6400000, 'Daniel Kim (father), +1 416 555 0157', '2026-01-05T08:30:00.000Z', 'sample', ''),
  ('EMP-008', null, 'Hugo Martin', 'hugo.martin@example.com', '+49 30 23125 108', 'Engineering', 'Software Engineer', 'Berlin', 'EMP-004', '2026-04-01', 7100000, 'Claire Martin (wife), +49 30 23125 158', '2026-03-20T10:15:00.000Z', 'sample', '');

update employees set search_text = lower(name || ' ' || email || ' ' || department || ' ' || position || ' ' || location);

insert into leave_requests
  (leave_request_id, employee_id, leave_type, start_date, end_date, days, working_days, reason, status, created_at, created_by, decided_at, decided_by, decision_comment)
values
  ('LEAVE-001', 'EMP-003', 'SICK', '2026-11-09', '2026-11-11', 3, 3, 'Influenza', 'APPROVED', '2026-11-09T07:55:00.000Z', 'carol', '2026-11-09T08:20:00.000Z', 'alice', 'Get well soon'),
  ('LEAVE-002', 'EMP-005', 'ANNUAL', '2026-12-21', '2027-01-01', 12, 10, 'Christmas with the family', 'APPROVED', '2026-10-12T09:10:00.000Z', 'carol', '2026-10-13T14:02:00.000Z', 'alice', null),
  ('LEAVE-003', 'EMP-006', 'ANNUAL', '2026-12-28', '2026-12-31', 4, 4, null, 'REJECTED', '2026-11-02T15:40:00.000Z', 'carol', '2026-11-03T09:05:00.000Z', 'bob', 'The quarter closes that week; any day from 4 January is fine'),
  ('LEAVE-004', 'EMP-007', 'PARENTAL', '2027-03-01', '2027-05-28', 89, 65, 'Second child', 'PENDING', '2026-11-16T11:25:00.000Z', 'carol', null, null, null),
  ('LEAVE-005', 'EMP-002', 'ANNUAL', '2027-02-15', '2027-02-19', 5, 5, 'Skiing', 'PENDING', '2026-11-18T16:30:00.000Z', 'bob', null, null, null);

insert into counters (name, last) values ('EMP', 8), ('LEAVE', 5);
