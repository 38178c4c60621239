package dev.rolegate.mcp;

import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RecordView;
import dev.rolegate.auth.Sight;
import dev.rolegate.mcp.query.Own;
import dev.rolegate.mcp.schema.Views;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool.
 *
 * @param caller who calls, verified
 * @param requestId leads to the log and the audit
 * @param views what the caller sees of each kind of record
 */
public record Call(Caller caller, String requestId, Views views) {

  /** Of somebody who sees everything. */
  public Call(Caller caller, String requestId) {
    this(caller, requestId, Views.WHOLE);
  }

  /** What the caller sees of a kind of record. */
  public RecordView view(String kind) {
    return views.of(kind);
  }

  /**
   * Whether the caller sees these fields in full in a record of this owner. A result is cut to what
   * its caller sees wherever it comes from; a sentence is not, so who writes one asks here first.
   *
   * @param owner the id claim of whose record it is; null: nobody's
   */
  public boolean sees(String kind, @Nullable String owner, String... fields) {
    var view = views.of(kind);
    var own = Own.is(owner, caller);
    if (!own && view.rows() == RecordView.Rows.OWN) {
      return false;
    }
    for (var field : fields) {
      if (view.sight(field, own) != Sight.FULL) {
        return false;
      }
    }
    return true;
  }

  /**
   * The order of a list: the asked one, else the first by which the caller may ask, for an order
   * tells what it is by. Null: there is none.
   */
  public <E extends Enum<E>> @Nullable E order(@Nullable E asked, List<E> orders) {
    if (asked != null) {
      return asked;
    }
    for (var order : orders) {
      if (views.mayAskBy(order)) {
        return order;
      }
    }
    return null;
  }

  /** Whether the caller sees these fields in full in every record of the kind. */
  public boolean seesAll(String kind, String... fields) {
    var view = views.of(kind);
    if (view.rows() == RecordView.Rows.OWN) {
      return false;
    }
    for (var field : fields) {
      if (!view.isFull(field)) {
        return false;
      }
    }
    return true;
  }
}
