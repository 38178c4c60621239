/**
 * The database behind a server: SQLite in the data folder by default, PostgreSQL by {@code
 * DATABASE_URL}; pool, migrations, transactions. It holds no SQL of any domain.
 *
 * <h2>SQL for both</h2>
 *
 * Migrations ({@code db/migration/SERVICE/V1__….sql}, {@code V2__sample_data.sql}; sample records
 * are simply a migration, so they are there once and never come back) and queries are the same on
 * both databases:
 *
 * <ul>
 *   <li>Types: {@code text} (ids, enums by their constant's name, also dates and times), {@code
 *       integer}, {@code bigint}, {@code boolean}. No {@code varchar(n)}: the arguments' schema
 *       bounds lengths.
 *   <li>A date is {@code text} such as {@code 2026-03-01}, an {@link java.time.Instant} is {@code
 *       text} such as {@code 2026-03-01T09:30:00.000Z}, to the millisecond: both have a fixed
 *       width, so they compare and sort as text. Today and now are parameters, from the service's
 *       clock.
 *   <li>A {@link java.math.BigDecimal} is an amount of money: a {@code bigint} of cents, since
 *       SQLite adds decimals as floating point. Sums stay exact: {@code cast(coalesce(sum(x), 0) as
 *       bigint)}.
 *   <li>{@code insert … on conflict (…) do update set x = excluded.x returning …}, {@code check},
 *       {@code references}, unique and partial indexes, {@code with}, window functions, {@code
 *       filter (where …)}, {@code limit … offset …}, {@code coalesce}, {@code nullif}, {@code ||}.
 *   <li>{@code like} minds case on both (write {@code lower(x) like lower(:y) escape '\'}); {@code
 *       lower} knows only ASCII on SQLite, so what must be unique beyond case is also lowered in
 *       Java. Every column of a {@code group by} query is grouped or aggregated. Texts order by
 *       bytes on SQLite and by the database's collation on PostgreSQL; order by ids, dates or
 *       folded texts ({@code SearchText}), or in Java. Absent values come first on one and last on
 *       the other: say {@code nulls last}. Ids grow past three digits: order by {@code length(id),
 *       id}.
 *   <li>A filter that may be absent: {@code (cast(:x as text) is null or x = :x)}; other types
 *       likewise with their own cast.
 *   <li>Not: {@code ::}, {@code ilike}, {@code serial}, {@code autoincrement}, {@code rowid},
 *       {@code now()}, {@code date()}, {@code insert or replace}, texts in double quotes.
 * </ul>
 *
 * Rows become records by the names of their components, {@code user_id} → {@code userId}: {@code
 * handle.createQuery(sql).mapTo(Employee.class).list()}. A record's components are bound with
 * {@code bindMap(Parameters.of(record))}.
 */
@NullMarked
package dev.rolegate.database;

import org.jspecify.annotations.NullMarked;
