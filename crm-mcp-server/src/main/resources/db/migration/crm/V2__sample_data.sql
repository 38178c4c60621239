-- A small pipeline, so that every tool has something to show. Values are in cents.
insert into customers
  (customer_id, name, email, phone, company, position, industry, location, status, status_reason, status_changed_at, status_changed_by, created_at, created_by, search_text)
values
  ('CUST-001', 'Ingrid Solberg', 'ingrid.solberg@fjordline.example', '+47 22 85 50 10', 'Fjordline Shipping', 'Head of Procurement', 'LOGISTICS', 'Oslo', 'ACTIVE', 'Signed the fleet contract', '2026-09-30T13:20:00.000Z', 'alice', '2026-05-11T08:15:00.000Z', 'sample', ''),
  ('CUST-002', 'Marcus Webb', 'marcus.webb@brightwell.example', '+44 161 496 0122', 'Brightwell Clinics', 'Operations Director', 'HEALTHCARE', 'Manchester', 'ACTIVE', 'First order', '2026-06-18T10:05:00.000Z', 'alice', '2026-04-07T09:40:00.000Z', 'sample', ''),
  ('CUST-003', 'Priya Raman', 'priya.raman@solstice.example', '+49 40 3009 133', 'Solstice Energy', 'Plant Manager', 'ENERGY', 'Hamburg', 'PROSPECT', 'Asked for a proposal', '2026-10-08T15:00:00.000Z', 'alice', '2026-09-22T11:30:00.000Z', 'sample', ''),
  ('CUST-004', 'Tomas Novak', 'tomas.novak@novakfoods.example', '+420 221 111 144', 'Novak Foods', 'Owner', 'RETAIL', 'Prague', 'PROSPECT', null, '2026-11-03T09:45:00.000Z', 'alice', '2026-10-19T14:10:00.000Z', 'sample', ''),
  ('CUST-005', 'Yuki Tanaka', 'yuki.tanaka@kitayama.example', '+81 3 5550 0155', 'Kitayama Precision', 'Purchasing Manager', 'MANUFACTURING', 'Osaka', 'LEAD', null, '2026-11-17T06:30:00.000Z', 'alice', '2026-11-17T06:30:00.000Z', 'sample', ''),
  ('CUST-006', 'Rosa Delgado', 'rosa.delgado@costaverde.example', '+34 952 555 166', 'Costa Verde Hotels', 'General Manager', 'HOSPITALITY', 'Malaga', 'CHURNED', 'Moved to a supplier in Malaga when the contract ended', '2026-10-30T16:25:00.000Z', 'alice', '2026-02-16T10:00:00.000Z', 'sample', ''),
  ('CUST-007', 'Liam Byrne', 'liam.byrne@harbourtech.example', null, 'Harbour Tech College', 'IT Coordinator', 'EDUCATION', 'Cork', 'INACTIVE', 'No budget before the summer of 2027', '2026-10-14T12:50:00.000Z', 'alice', '2026-08-03T08:55:00.000Z', 'sample', '');

update customers set search_text = lower(name || ' ' || email || ' ' || company || ' ' || position || ' ' || location);

insert into opportunities
  (opportunity_id, customer_id, title, description, stage, probability, value, close_date, created_at, created_by, closed_at, closed_by, search_text)
values
  ('OPP-001', 'CUST-001', 'Fleet tracking for 60 trucks', 'Three years, with installation', 'CLOSED_WON', 100, 8640000, '2026-09-30', '2026-06-02T09:00:00.000Z', 'alice', '2026-09-30T13:20:00.000Z', 'alice', ''),
  ('OPP-002', 'CUST-001', 'Cold chain sensors', 'For the refrigerated part of the fleet', 'PROPOSAL', 60, 3150000, '2026-12-18', '2026-10-21T12:15:00.000Z', 'alice', null, null, ''),
  ('OPP-003', 'CUST-002', 'Asset tags for two new clinics', 'The clinics open in January', 'NEGOTIATION', 80, 1875050, '2026-11-13', '2026-09-10T10:30:00.000Z', 'alice', null, null, ''),
  ('OPP-004', 'CUST-003', 'Monitoring of 12 wind turbines', 'Pilot with two turbines first', 'QUALIFICATION', 30, 14200000, '2027-02-26', '2026-10-08T15:10:00.000Z', 'alice', null, null, ''),
  ('OPP-005', 'CUST-004', 'Stock scanners for 18 shops', null, 'PROSPECTING', 10, 2700000, '2027-03-31', '2026-11-03T09:50:00.000Z', 'alice', null, null, ''),
  ('OPP-006', 'CUST-006', 'Renewal for five hotels', 'Second year', 'CLOSED_LOST', 0, 2240000, '2026-10-30', '2026-09-01T08:20:00.000Z', 'alice', '2026-10-30T16:25:00.000Z', 'alice', '');

update opportunities set search_text = lower(title || coalesce(' ' || description, ''));

insert into interactions
  (interaction_id, customer_id, opportunity_id, interaction_type, occurred_at, summary, next_step, created_at, created_by, search_text)
values
  ('INT-001', 'CUST-001', 'OPP-001', 'MEETING', '2026-09-24T08:00:00.000Z', 'Went through the contract with Ingrid and her lawyer; only the delivery dates were open', 'Send the final contract', '2026-09-24T10:40:00.000Z', 'alice', ''),
  ('INT-002', 'CUST-001', 'OPP-002', 'CALL', '2026-10-21T11:30:00.000Z', 'Ingrid wants temperature alarms in the refrigerated trucks before spring', 'Quote for 45 sensors', '2026-10-21T12:10:00.000Z', 'alice', ''),
  ('INT-003', 'CUST-001', 'OPP-002', 'EMAIL', '2026-11-12T09:05:00.000Z', 'Sent the proposal for the sensors with two delivery options', 'Call on 1 December', '2026-11-12T09:10:00.000Z', 'alice', ''),
  ('INT-004', 'CUST-002', 'OPP-003', 'DEMO', '2026-10-06T13:00:00.000Z', 'Showed the tags to the nurses of the ward in Salford; they liked the search by room', 'Price for 400 tags', '2026-10-06T15:20:00.000Z', 'alice', ''),
  ('INT-005', 'CUST-002', 'OPP-003', 'CALL', '2026-11-09T10:15:00.000Z', 'Marcus asks for payment in two parts; the board decides late', 'Ask finance about two parts', '2026-11-09T10:40:00.000Z', 'alice', ''),
  ('INT-006', 'CUST-003', null, 'MEETING', '2026-10-08T13:30:00.000Z', 'First visit at the wind farm; Priya loses two days a month to manual readings', 'Proposal for a pilot', '2026-10-08T15:05:00.000Z', 'alice', ''),
  ('INT-007', 'CUST-003', 'OPP-004', 'EMAIL', '2026-11-19T07:45:00.000Z', 'Sent the data sheets that the safety officer needs', null, '2026-11-19T07:50:00.000Z', 'alice', ''),
  ('INT-008', 'CUST-004', 'OPP-005', 'CALL', '2026-11-03T09:20:00.000Z', 'Tomas counts stock by hand every Sunday and has heard of us from Fjordline', 'Visit one shop in January', '2026-11-03T09:45:00.000Z', 'alice', ''),
  ('INT-009', 'CUST-005', null, 'MESSAGE', '2026-11-17T06:10:00.000Z', 'Yuki wrote through the website and asks for references in Japan', 'Find a reference', '2026-11-17T06:35:00.000Z', 'alice', ''),
  ('INT-010', 'CUST-006', 'OPP-006', 'CALL', '2026-10-30T15:50:00.000Z', 'Rosa has signed with a local supplier; price was not the reason, distance was', null, '2026-10-30T16:20:00.000Z', 'alice', '');

update interactions set search_text = lower(summary || coalesce(' ' || next_step, ''));

insert into counters (name, last) values ('CUST', 7), ('OPP', 6), ('INT', 10);
