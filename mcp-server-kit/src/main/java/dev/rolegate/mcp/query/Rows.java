package dev.rolegate.mcp.query;

import dev.rolegate.auth.RecordView;
import dev.rolegate.mcp.Call;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a kind of record a caller sees, as a condition of SQL: what a query does not find,
 * neither a list nor a total nor a sentence tells. This class is immutable.
 */
public final class Rows {
  private static final String CALLER = "rowsOfCaller";

  private final String condition;
  private final @Nullable String callerId;

  private Rows(String condition, @Nullable String callerId) {
    this.condition = condition;
    this.callerId = callerId;
  }

  /**
   * What this caller sees.
   *
   * @param kind of record, such as {@code leave_request}
   * @param columns those that may say whose a row is, each such as {@code e.user_id}; the policy
   *     names one by what follows the dot
   */
  public static Rows of(Call call, String kind, String... columns) {
    var view = call.view(kind);
    var callerId = call.caller().id();
    if (view.rows() == RecordView.Rows.ALL) {
      return new Rows("1 = 1", null);
    }
    for (var column : List.of(columns)) {
      if (column.substring(column.indexOf('.') + 1).equals(view.owner()) && callerId != null) {
        return new Rows(column + " = :" + CALLER, callerId);
      }
    }
    return new Rows("1 = 0", null);
  }

  /** Stands in a {@code where}; a statement with it is bound by {@link #bind}. */
  public String condition() {
    return condition;
  }

  /** Gives the statement what the condition asks for. */
  public <S extends SqlStatement<S>> S bind(S statement) {
    return callerId == null ? statement : statement.bind(CALLER, callerId);
  }
}
