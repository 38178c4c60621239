package dev.rolegate.auth.config;

/** How far the mode of a secret's file is looked at ({@code SECRET_FILE_MODE}). */
enum SecretFileMode {
  /** Refuses a file that others may read, or that anybody but its user or root may change. */
  STRICT("strict"),
  /** Looks at no mode; for file systems that have none. */
  ANY("any");

  private final String spelling;

  SecretFileMode(String spelling) {
    this.spelling = spelling;
  }

  @Override
  public String toString() {
    return spelling;
  }
}
