package dev.rolegate.auth;

/** Where something stands in a file, counted from one. Prints as {@code file:line:column}. */
record Place(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
