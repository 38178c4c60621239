package dev.rolegate.cli.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Totals of one server, by tool. */
record Rows(String server, Map<String, Long> before, Map<String, Long> after) {
  Rows {
    before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
  }
}
