package dev.rolegate.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one role sees of one kind of record: which of them, and of each which fields. This class is
 * immutable.
 */
public final class RecordView {
  /** Sees every record of the kind, and each in full. */
  public static final RecordView WHOLE = new RecordView(null, Rows.ALL, Map.of(), Map.of(), "");

  private final @Nullable String owner;
  private final Rows rows;
  private final Map<String, Sight> ofOthers;
  private final Map<String, Sight> ofOwn;
  private final String rule;

  /** Which records are seen. */
  public enum Rows {
    ALL,
    /** The caller's own; a caller without an id claim has none. */
    OWN
  }

  /**
   * @param owner the field, and column, that holds the id claim of whose record it is
   * @param ofOthers what is not seen in full of other people's records
   * @param ofOwn what is not seen in full of the caller's own
   * @param rule the path of the lines that decide
   */
  RecordView(
      @Nullable String owner,
      Rows rows,
      Map<String, Sight> ofOthers,
      Map<String, Sight> ofOwn,
      String rule) {
    this.owner = owner;
    this.rows = rows;
    this.ofOthers = Map.copyOf(ofOthers);
    this.ofOwn = Map.copyOf(ofOwn);
    this.rule = rule;
  }

  /** The field, and column, that holds the id claim of whose record it is; null: nobody's. */
  public @Nullable String owner() {
    return owner;
  }

  public Rows rows() {
    return rows;
  }

  /** The path of the lines of the policy that decide. */
  public String rule() {
    return rule;
  }

  /**
   * How much of a field is seen.
   *
   * @param own whether the record is the caller's own
   */
  public Sight sight(String field, boolean own) {
    return (own ? ofOwn : ofOthers).getOrDefault(field, Sight.FULL);
  }

  /** Whether the field is seen in full in every record, so that one may filter and sort by it. */
  public boolean isFull(String field) {
    return sight(field, false) == Sight.FULL && sight(field, true) == Sight.FULL;
  }

  /** Whether nothing is kept back. */
  public boolean isWhole() {
    return rows == Rows.ALL && ofOthers.isEmpty() && ofOwn.isEmpty();
  }

  /** What is seen when both views must allow it. */
  public RecordView and(RecordView other) {
    return new RecordView(
        owner != null ? owner : other.owner,
        rows == Rows.OWN || other.rows == Rows.OWN ? Rows.OWN : Rows.ALL,
        less(ofOthers, other.ofOthers),
        less(ofOwn, other.ofOwn),
        rule.equals(other.rule) ? rule : rule + ", " + other.rule);
  }

  private static Map<String, Sight> less(Map<String, Sight> one, Map<String, Sight> other) {
    var fields = new HashSet<String>(one.keySet());
    fields.addAll(other.keySet());
    var less = new HashMap<String, Sight>();
    for (var field : fields) {
      less.put(
          field, one.getOrDefault(field, Sight.FULL).and(other.getOrDefault(field, Sight.FULL)));
    }
    return less;
  }
}
