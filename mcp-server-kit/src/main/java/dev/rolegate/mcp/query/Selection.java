package dev.rolegate.mcp.query;

import dev.rolegate.database.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The rows that match what was asked, a page at a time. The components of the asked record are the
 * query's parameters; its {@code limit} and {@code offset} bound the page. Not thread-safe.
 */
public final class Selection {
  private final String matching;
  private final Record asked;
  private final @Nullable Rows rows;
  private final Map<String, @Nullable Object> further = new LinkedHashMap<>();

  /**
   * @param matching {@code from … where …}, written by us
   * @param asked has the components {@code limit} and {@code offset}
   */
  public Selection(String matching, Record asked) {
    this.matching = matching;
    this.asked = asked;
    this.rows = null;
  }

  /** Only of those rows that the caller sees, which the total and every sum keep to, too. */
  public Selection(String matching, Record asked, Rows rows) {
    this.matching = matching + " and " + rows.condition() + " ";
    this.asked = asked;
    this.rows = rows;
  }

  /** One more parameter; it wins over a component of the same name. */
  public Selection with(String name, @Nullable Object value) {
    further.put(name, value);
    return this;
  }

  /** How many rows match in all. */
  public int total(Handle handle) {
    return query(handle, "select count(*) " + matching).mapTo(Integer.class).one();
  }

  /** The asked page of the rows. */
  public <T> List<T> page(Handle handle, String columns, String order, Class<T> type) {
    return query(
            handle,
            "select %s %s %s limit coalesce(cast(:limit as bigint), 50) offset coalesce(cast(:offset as bigint), 0)"
                .formatted(columns, matching, order))
        .mapTo(type)
        .list();
  }

  /** One row computed from all that match, whatever the page. */
  public <T> T one(Handle handle, String expressions, Class<T> type) {
    return query(handle, "select " + expressions + " " + matching).mapTo(type).one();
  }

  private Query query(Handle handle, String sql) {
    var query = handle.createQuery(sql).bindMap(Parameters.of(asked));
    further.forEach(query::bind);
    return rows == null ? query : rows.bind(query);
  }
}
