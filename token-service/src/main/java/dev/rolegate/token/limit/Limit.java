package dev.rolegate.token.limit;

/** What is counted. */
public enum Limit {
  /** Requests from one address, whatever becomes of them. */
  REQUESTS("request_limit", 16_384),
  /** Failed authentications of one client id from one address. */
  FAILURES("failure_limit", 16_384),
  /** Tokens for one client, which was authenticated before. */
  TOKENS("token_limit", 8_192);

  private final String reason;
  private final int most;

  Limit(String reason, int most) {
    this.reason = reason;
    this.most = most;
  }

  /** A stable code for the audit and the metrics. */
  public String reason() {
    return reason;
  }

  /** How many counts of it are kept in memory; all limits together stay under 32 MB. */
  int most() {
    return most;
  }
}
