package dev.rolegate.mcp.schema;

/**
 * Forms of texts for {@link Matches}; each linear, for every repetition begins where the one before
 * must end.
 */
public final class Forms {
  public static final String EMAIL =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}";
  public static final String PHONE = "\\+?[0-9][0-9 ()./-]{4,27}[0-9]";

  private Forms() {}
}
