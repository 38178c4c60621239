package dev.rolegate.crm;

/** Forms of texts; each linear, for every repetition begins where the one before must end. */
final class Forms {
  static final String EMAIL =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}";
  static final String PHONE = "\\+?[0-9][0-9 ()./-]{4,27}[0-9]";

  private Forms() {}
}
