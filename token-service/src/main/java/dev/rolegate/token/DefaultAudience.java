package dev.rolegate.token;

/** Whom a token is meant for when its request names no resource ({@code DEFAULT_AUDIENCE}). */
enum DefaultAudience {
  /** Every server that the client is registered for, whatever its role. */
  REGISTERED("registered"),
  /** Only those of them that its role is admitted to. */
  ADMITTED("admitted");

  private final String spelling;

  DefaultAudience(String spelling) {
    this.spelling = spelling;
  }

  @Override
  public String toString() {
    return spelling;
  }
}
