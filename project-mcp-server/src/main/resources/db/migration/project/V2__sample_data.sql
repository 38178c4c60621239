-- Three projects of the company that the HR sample describes, so that every tool has something to show.
insert into projects (project_id, name, created_at, created_by, search_text)
values
  ('PROJ-001', 'Website Relaunch', '2026-08-17T08:30:00.000Z', 'alice', 'website relaunch'),
  ('PROJ-002', 'Toronto Office Move', '2026-09-14T09:00:00.000Z', 'alice', 'toronto office move'),
  ('PROJ-003', 'Payroll Migration', '2026-09-28T08:45:00.000Z', 'bob', 'payroll migration');

insert into people (name, user_id, search_text)
values
  ('Alice Warren', '123', 'alice warren'),
  ('Bob Tran', '124', 'bob tran'),
  ('Carol Mendes', '125', 'carol mendes'),
  ('Daniel Okafor', null, 'daniel okafor'),
  ('Emma Lindqvist', null, 'emma lindqvist'),
  ('Farid Haddad', null, 'farid haddad'),
  ('Grace Kim', null, 'grace kim'),
  ('Hugo Martin', null, 'hugo martin');

insert into tasks
  (task_id, project_id, title, description, assignee, priority, state, progress_percent, due_date, created_at, created_by, updated_at, updated_by, closed_at, title_text, search_text)
values
  ('TASK-001', 'PROJ-001', 'Choose the content system', 'Compare three systems by price, hosting and how well the officers can use them', 'Daniel Okafor', 'HIGH', 'COMPLETED', 100, '2026-09-30', '2026-08-17T08:40:00.000Z', 'alice', '2026-09-28T13:20:00.000Z', 'alice', '2026-09-28T13:20:00.000Z', '', ''),
  ('TASK-002', 'PROJ-001', 'Design the start page', 'Three drafts, one of them for small screens first', 'Emma Lindqvist', 'HIGH', 'IN_REVIEW', 90, '2026-11-13', '2026-09-01T10:00:00.000Z', 'alice', '2026-11-12T14:30:00.000Z', 'bob', null, '', ''),
  ('TASK-003', 'PROJ-001', 'Build the page templates', 'Start page, article, product and contact form', 'Hugo Martin', 'MEDIUM', 'IN_PROGRESS', 45, '2026-12-04', '2026-09-01T10:05:00.000Z', 'alice', '2026-11-16T11:45:00.000Z', 'bob', null, '', ''),
  ('TASK-004', 'PROJ-001', 'Move the news archive', 'Everything since 2019, with its pictures and old addresses', 'Hugo Martin', 'LOW', 'TODO', 0, '2027-01-15', '2026-09-01T10:10:00.000Z', 'alice', '2026-09-01T10:10:00.000Z', 'alice', null, '', ''),
  ('TASK-005', 'PROJ-002', 'Sign the lease', 'Five years, with an option for the floor above', 'Alice Warren', 'URGENT', 'COMPLETED', 100, '2026-10-16', '2026-09-14T09:10:00.000Z', 'alice', '2026-10-15T15:00:00.000Z', 'alice', '2026-10-15T15:00:00.000Z', '', ''),
  ('TASK-006', 'PROJ-002', 'Order desks and chairs', 'Twelve desks and two meeting tables, delivered after the painters', 'Farid Haddad', 'MEDIUM', 'BLOCKED', 20, '2026-11-06', '2026-10-19T13:00:00.000Z', 'bob', '2026-11-03T09:40:00.000Z', 'bob', null, '', ''),
  ('TASK-007', 'PROJ-002', 'Book the movers', 'Get three offers for the weekend of 16 January', 'Bob Tran', 'HIGH', 'IN_PROGRESS', 60, '2026-11-27', '2026-10-19T13:05:00.000Z', 'bob', '2026-11-18T16:20:00.000Z', 'bob', null, '', ''),
  ('TASK-008', 'PROJ-002', 'Rewire the meeting rooms', 'Network and power for both rooms', 'Bob Tran', 'LOW', 'CANCELLED', 0, null, '2026-10-19T13:10:00.000Z', 'bob', '2026-11-04T11:15:00.000Z', 'alice', '2026-11-04T11:15:00.000Z', '', ''),
  ('TASK-009', 'PROJ-003', 'Compare payslips of old and new system', 'All three offices, September and October', 'Grace Kim', 'URGENT', 'IN_PROGRESS', 70, '2026-10-30', '2026-09-28T09:00:00.000Z', 'bob', '2026-11-09T14:00:00.000Z', 'bob', null, '', ''),
  ('TASK-010', 'PROJ-003', 'Train the HR officers', 'Half a day each, with last month as the exercise', 'Carol Mendes', 'MEDIUM', 'TODO', 0, '2026-12-18', '2026-09-28T09:05:00.000Z', 'bob', '2026-09-28T09:05:00.000Z', 'bob', null, '', ''),
  ('TASK-011', 'PROJ-003', 'Switch off the old system', 'After two payrolls without a difference; keep the archive readable', null, 'LOW', 'TODO', 0, null, '2026-09-28T09:10:00.000Z', 'bob', '2026-09-28T09:10:00.000Z', 'bob', null, '', ''),
  ('TASK-012', 'PROJ-003', 'List all allowances and deductions', 'With the rule of each and who is paid it', 'Grace Kim', 'HIGH', 'COMPLETED', 100, '2026-10-23', '2026-09-28T09:15:00.000Z', 'bob', '2026-11-06T12:30:00.000Z', 'bob', '2026-11-06T12:30:00.000Z', '', '');

update tasks set title_text = lower(title), search_text = lower(title || ' ' || description);

insert into task_changes
  (task_id, number, from_state, to_state, progress_percent, assignee, due_date, note, changed_at, changed_by)
values
  ('TASK-001', 1, null, 'TODO', 0, 'Daniel Okafor', '2026-09-30', null, '2026-08-17T08:40:00.000Z', 'alice'),
  ('TASK-001', 2, 'TODO', 'IN_PROGRESS', 10, 'Daniel Okafor', '2026-09-30', null, '2026-08-24T09:15:00.000Z', 'alice'),
  ('TASK-001', 3, 'IN_PROGRESS', 'IN_REVIEW', 90, 'Daniel Okafor', '2026-09-30', 'Recommendation is written', '2026-09-21T15:05:00.000Z', 'alice'),
  ('TASK-001', 4, 'IN_REVIEW', 'COMPLETED', 100, 'Daniel Okafor', '2026-09-30', 'Agreed by all departments', '2026-09-28T13:20:00.000Z', 'alice'),
  ('TASK-002', 1, null, 'TODO', 0, 'Emma Lindqvist', '2026-11-13', null, '2026-09-01T10:00:00.000Z', 'alice'),
  ('TASK-002', 2, 'TODO', 'IN_PROGRESS', 20, 'Emma Lindqvist', '2026-11-13', null, '2026-10-05T08:50:00.000Z', 'alice'),
  ('TASK-002', 3, 'IN_PROGRESS', 'IN_PROGRESS', 60, 'Emma Lindqvist', '2026-11-13', 'Two of three drafts are done', '2026-10-26T16:10:00.000Z', 'bob'),
  ('TASK-002', 4, 'IN_PROGRESS', 'IN_REVIEW', 90, 'Emma Lindqvist', '2026-11-13', 'Sales still has to look at it', '2026-11-12T14:30:00.000Z', 'bob'),
  ('TASK-003', 1, null, 'TODO', 0, 'Hugo Martin', '2026-12-04', null, '2026-09-01T10:05:00.000Z', 'alice'),
  ('TASK-003', 2, 'TODO', 'IN_PROGRESS', 10, 'Hugo Martin', '2026-12-04', null, '2026-11-02T09:00:00.000Z', 'bob'),
  ('TASK-003', 3, 'IN_PROGRESS', 'IN_PROGRESS', 45, 'Hugo Martin', '2026-12-04', 'Article and contact form work', '2026-11-16T11:45:00.000Z', 'bob'),
  ('TASK-004', 1, null, 'TODO', 0, 'Hugo Martin', '2027-01-15', null, '2026-09-01T10:10:00.000Z', 'alice'),
  ('TASK-005', 1, null, 'TODO', 0, 'Alice Warren', '2026-10-16', null, '2026-09-14T09:10:00.000Z', 'alice'),
  ('TASK-005', 2, 'TODO', 'IN_PROGRESS', 50, 'Alice Warren', '2026-10-16', null, '2026-09-21T10:30:00.000Z', 'alice'),
  ('TASK-005', 3, 'IN_PROGRESS', 'COMPLETED', 100, 'Alice Warren', '2026-10-16', 'Signed by both sides', '2026-10-15T15:00:00.000Z', 'alice'),
  ('TASK-006', 1, null, 'TODO', 0, 'Farid Haddad', '2026-11-06', null, '2026-10-19T13:00:00.000Z', 'bob'),
  ('TASK-006', 2, 'TODO', 'IN_PROGRESS', 20, 'Farid Haddad', '2026-11-06', null, '2026-10-26T13:30:00.000Z', 'bob'),
  ('TASK-006', 3, 'IN_PROGRESS', 'BLOCKED', 20, 'Farid Haddad', '2026-11-06', 'The supplier waits for the floor plan', '2026-11-03T09:40:00.000Z', 'bob'),
  ('TASK-007', 1, null, 'TODO', 0, 'Bob Tran', '2026-11-27', null, '2026-10-19T13:05:00.000Z', 'bob'),
  ('TASK-007', 2, 'TODO', 'IN_PROGRESS', 30, 'Bob Tran', '2026-11-27', null, '2026-11-09T10:00:00.000Z', 'bob'),
  ('TASK-007', 3, 'IN_PROGRESS', 'IN_PROGRESS', 60, 'Bob Tran', '2026-11-27', 'Two offers are here', '2026-11-18T16:20:00.000Z', 'bob'),
  ('TASK-008', 1, null, 'TODO', 0, 'Bob Tran', null, null, '2026-10-19T13:10:00.000Z', 'bob'),
  ('TASK-008', 2, 'TODO', 'CANCELLED', 0, 'Bob Tran', null, 'The landlord does it before we move in', '2026-11-04T11:15:00.000Z', 'alice'),
  ('TASK-009', 1, null, 'TODO', 0, 'Grace Kim', '2026-10-30', null, '2026-09-28T09:00:00.000Z', 'bob'),
  ('TASK-009', 2, 'TODO', 'IN_PROGRESS', 30, 'Grace Kim', '2026-10-30', null, '2026-10-05T09:30:00.000Z', 'bob'),
  ('TASK-009', 3, 'IN_PROGRESS', 'IN_PROGRESS', 70, 'Grace Kim', '2026-10-30', 'Berlin is left; its church tax differs by cents', '2026-11-09T14:00:00.000Z', 'bob'),
  ('TASK-010', 1, null, 'TODO', 0, 'Carol Mendes', '2026-12-18', null, '2026-09-28T09:05:00.000Z', 'bob'),
  ('TASK-011', 1, null, 'TODO', 0, null, null, null, '2026-09-28T09:10:00.000Z', 'bob'),
  ('TASK-012', 1, null, 'TODO', 0, 'Grace Kim', '2026-10-23', null, '2026-09-28T09:15:00.000Z', 'bob'),
  ('TASK-012', 2, 'TODO', 'IN_PROGRESS', 20, 'Grace Kim', '2026-10-23', null, '2026-10-01T08:20:00.000Z', 'bob'),
  ('TASK-012', 3, 'IN_PROGRESS', 'COMPLETED', 100, 'Grace Kim', '2026-10-23', null, '2026-10-22T15:45:00.000Z', 'bob'),
  ('TASK-012', 4, 'COMPLETED', 'IN_PROGRESS', 80, 'Grace Kim', '2026-10-23', 'Opened again: two allowances of the Toronto office were missing', '2026-10-29T10:05:00.000Z', 'alice'),
  ('TASK-012', 5, 'IN_PROGRESS', 'COMPLETED', 100, 'Grace Kim', '2026-10-23', null, '2026-11-06T12:30:00.000Z', 'bob');

insert into counters (name, last) values ('PROJ', 3), ('TASK', 12);
