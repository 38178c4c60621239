package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one rule of names: {@code employeeId} is {@code employee_id} in JSON. */
public final class SnakeCase extends NamingBase {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** The name in JSON of a component, or of a kind of record by its class. */
  public static String of(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String translate(String name) {
    return of(name);
  }
}
