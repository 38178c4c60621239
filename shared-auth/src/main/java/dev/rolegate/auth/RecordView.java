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
  public static final RecordView WHOLE =
      new RecordView(null, Rows.ALL, Map.of(), Map.of(), Sight.FULL, "");

  private final @Nullable String owner;
  private final Rows rows;
  private final Map<String, Sight> ofOthers;
  private final Map<String, Sight> ofOwn;
  private final Sight ofUnlisted;
  private final String rule;
  private final boolean whole;

  /** Which records are seen. */
  public enum Rows {
    ALL,
    /** The caller's own; a caller without an id claim has none. */
    OWN
  }

  /**
   * @param owner the field, and column, that holds the id claim of whose record it is
   * @param ofOthers how much is seen of each field of other people's records
   * @param ofOwn how much is seen of each field of the caller's own
   * @param ofUnlisted how much is seen of a field in neither
   * @param rule the path of the lines that decide
   */
  RecordView(
      @Nullable String owner,
      Rows rows,
      Map<String, Sight> ofOthers,
      Map<String, Sight> ofOwn,
      Sight ofUnlisted,
      String rule) {
    this.owner = owner;
    this.rows = rows;
    this.ofOthers = Map.copyOf(ofOthers);
    this.ofOwn = Map.copyOf(ofOwn);
    this.ofUnlisted = ofUnlisted;
    this.rule = rule;
    this.whole = rows == Rows.ALL && isAllFull(ofOthers) && isAllFull(ofOwn);
  }

  /** Sees none of a kind of record that the policy has no line for. */
  static RecordView nothing(String rule) {
    return new RecordView(null, Rows.OWN, Map.of(), Map.of(), Sight.HIDDEN, rule);
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
    return (own ? ofOwn : ofOthers).getOrDefault(field, ofUnlisted);
  }

  /** Whether the field is seen in full in every record, so that one may filter and sort by it. */
  public boolean isFull(String field) {
    return sight(field, false) == Sight.FULL && sight(field, true) == Sight.FULL;
  }

  /**
   * Whether nothing is kept back of the fields that the policy lists, which are all that there are:
   * a server whose records have others does not start.
   */
  public boolean isWhole() {
    return whole;
  }

  /** What is seen when both views must allow it. */
  public RecordView and(RecordView other) {
    return new RecordView(
        owner != null ? owner : other.owner,
        rows == Rows.OWN || other.rows == Rows.OWN ? Rows.OWN : Rows.ALL,
        less(other, false),
        less(other, true),
        ofUnlisted.and(other.ofUnlisted),
        rule.equals(other.rule) ? rule : rule + ", " + other.rule);
  }

  private Map<String, Sight> less(RecordView other, boolean own) {
    var fields = new HashSet<>((own ? ofOwn : ofOthers).keySet());
    fields.addAll((own ? other.ofOwn : other.ofOthers).keySet());
    var less = new HashMap<String, Sight>();
    for (var field : fields) {
      less.put(field, sight(field, own).and(other.sight(field, own)));
    }
    return less;
  }

  private static boolean isAllFull(Map<String, Sight> sights) {
    return sights.values().stream().allMatch(Sight.FULL::equals);
  }
}
