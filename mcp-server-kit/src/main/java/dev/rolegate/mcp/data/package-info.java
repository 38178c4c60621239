/**
 * The database behind a server: SQLite in the data folder by default, PostgreSQL by {@code
 * DATABASE_URL}; pool, migrations, transactions. It holds no SQL of any domain.
 */
@NullMarked
package dev.rolegate.mcp.data;

import org.jspecify.annotations.NullMarked;
