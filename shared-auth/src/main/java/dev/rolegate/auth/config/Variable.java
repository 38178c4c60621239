package dev.rolegate.auth.config;

import java.util.Arrays;

/**
 * Every environment variable that a service of this house reads. {@link Settings} refuses to read
 * any other, and a test compares the table of docs/configuration.md with this one, so neither can
 * go stale.
 */
public enum Variable {
  PORT(
      Readers.ALL,
      "`8100` token-service, `8001` hr, `8002` project, `8003` crm",
      "the port it listens on; `0` takes any free one"),
  BIND(Readers.ALL, "`127.0.0.1`", "the address it listens on; containers set `0.0.0.0`"),
  PUBLIC_URL(
      Readers.ALL,
      "`http://localhost:PORT`, https with TLS",
      "what clients call it, never taken from `Host`; servers append `/mcp` for the resource"),
  PLAIN_HTTP(
      Readers.ALL,
      "`loopback`",
      "why plain HTTP is fine: `loopback`, `published-on-loopback`, `tls-proxy` (needs"
          + " `TRUSTED_PROXIES`) or `internal-network`"),
  TLS_CERT_FILE(
      Readers.ALL,
      "none: plain HTTP",
      "PEM certificate, then its issuers: the service speaks HTTPS only, and `PUBLIC_URL` is https;"
          + " read again when it changes"),
  TLS_KEY_FILE(
      Readers.ALL,
      "none",
      "its private key: PKCS#8 PEM, RSA or EC, not encrypted, readable by nobody else"),
  TLS_CLIENT_CA_FILE(
      Readers.ALL,
      "none: not asked for",
      "PEM authorities: the port asks for a client certificate of theirs, and tokens are bound to"
          + " it (RFC 8705); read again when it changes"),
  TRUSTED_CA_FILE(
      Readers.SERVERS,
      "those of the Java runtime",
      "PEM authorities, alone trusted when another service is called over https"),
  TRUSTED_PROXIES(
      Readers.ALL,
      "none",
      "addresses or networks of the proxies in front, comma-separated; required for `tls-proxy`"),
  FORWARDED_HEADER(
      Readers.ALL,
      "`x-forwarded-for`",
      "in which header these say for whom they ask: `x-forwarded-for` or `forwarded` (RFC 7239)"),
  ALLOWED_HOSTS(
      Readers.ALL, "own host and port", "exact `Host` values that are answered, comma-separated"),
  ALLOWED_ORIGINS(
      Readers.ALL, "own origin", "exact `Origin` values that are answered, comma-separated"),
  ISSUER(
      Readers.ALL,
      "`http://localhost:8100`",
      "the one issuer of tokens, byte for byte; equals the token-service's `PUBLIC_URL`"),
  RESOURCES(
      Readers.TOKEN_SERVICE,
      "`hr=http://localhost:8001/mcp,project=http://localhost:8002/mcp,crm=http://localhost:8003/mcp`",
      "name and canonical URI of each server; the names are those of the policy file"),
  TOKEN_ALGORITHM(
      Readers.ALL, "`RS256`", "`RS256`, `ES256` or `HS256`; the header of a token never decides"),
  TOKEN_KEY_FILE(
      Readers.ALL,
      "kept by the token-service, or fetched",
      "token-service: the one key that signs, private PEM (RS256, ES256); servers: public key PEM,"
          + " then no key is fetched; all: the secret (HS256)"),
  TOKEN_KEY(
      Readers.TOKEN_SERVICE,
      "kept in the database; HS256: `$DATA_DIR/shared/hs256.key`",
      "the signing key itself instead of its file: private key PEM (RS256, ES256) or the secret"
          + " (HS256); it is not rotated",
      true),
  KEY_ROTATION(
      Readers.TOKEN_SERVICE,
      "`P30D`",
      "after how long the key that signs is followed by the next; `off`: only by command"),
  KEY_PUBLISH_WAIT(
      Readers.TOKEN_SERVICE,
      "`PT15M`",
      "how long the next key is published before it signs; longer than twice the servers'"
          + " `JWKS_CACHE_TTL`"),
  KEY_ENCRYPTION_KEY(
      Readers.TOKEN_SERVICE,
      "generated: `$DATA_DIR/token-service/key-encryption.key`",
      "encrypts the signing keys in the database, at least 32 random bytes; must be given with"
          + " `DATABASE_URL`",
      true),
  KEY_ENCRYPTION_KEY_OLD(
      Readers.TOKEN_SERVICE, "none", "the one of before, to read keys that it encrypted", true),
  APPROVAL_PAGES(
      Readers.TOKEN_SERVICE,
      "`hr=http://localhost:9001/approvals,project=http://localhost:9002/approvals,crm=http://localhost:9003/approvals`",
      "where approvers release changes of each server; a sign-in leads nowhere else"),
  TOKEN_TTL(Readers.TOKEN_SERVICE, "`PT60M`", "lifetime of an access token, at most `PT24H`"),
  REFRESH_TTL(
      Readers.TOKEN_SERVICE,
      "`PT8H`",
      "life of all refresh tokens that come from one request, at most `PT24H`; no use extends it"),
  DEFAULT_AUDIENCE(
      Readers.TOKEN_SERVICE,
      "`registered`",
      "audience of a token asked for without `resource`: `registered`, every server the client is"
          + " registered for, or `admitted`, those its role is admitted to"),
  SECRET_HASH_KEY(
      Readers.TOKEN_SERVICE,
      "generated: `$DATA_DIR/token-service/secret-hash.key`",
      "key of the client-secret hashes, at least 32 random bytes; must be given with `DATABASE_URL`",
      true),
  SECRET_HASH_KEY_OLD(
      Readers.TOKEN_SERVICE,
      "none",
      "another key under which secrets may still be hashed, while one takes the place of the other",
      true),
  DEMO(Readers.TOKEN_SERVICE, "`false`", "`true` adds the demo clients, in memory and on loopback"),
  RATE_LIMIT_FAILURES(
      Readers.TOKEN_SERVICE,
      "`10/PT1M`",
      "failed authentications of one client id from one address, `COUNT/PERIOD`; each limit may be"
          + " `off` on loopback"),
  RATE_LIMIT_REQUESTS(
      Readers.TOKEN_SERVICE,
      "`100/PT1M`",
      "requests in which clients authenticate, from one address (IPv6: one /64)"),
  RATE_LIMIT_TOKENS(Readers.TOKEN_SERVICE, "`50/PT1S`", "tokens for one client"),
  RATE_LIMIT_TOOL_CALLS(
      Readers.SERVERS, "`200/PT1S`", "tool calls of one verified caller, counted by each process"),
  CHANGE_TTL(Readers.SERVERS, "`PT10M`", "how long a change waits for a person, `PT1M` to `PT24H`"),
  APPROVALS_URL(
      Readers.SERVERS,
      "`http://localhost:MANAGEMENT_PORT/approvals`",
      "where people open the approval page; https where a proxy, or TLS beyond loopback, serves it"),
  JWKS_URL(
      Readers.SERVERS,
      "from the issuer's metadata",
      "where the token-service's public keys are fetched; never changes the issuer"),
  JWKS_CACHE_TTL(Readers.SERVERS, "`PT5M`", "how long fetched keys are taken as fresh"),
  REVOCATION_GRACE(
      Readers.SERVERS,
      "the longest lifetime of the issuer's tokens",
      "how long a server goes on without the feed of revocations before it answers 503: `PT5S` to"
          + " `PT24H`; `off`: revoked tokens work until they expire"),
  REVOCATIONS_URL(
      Readers.SERVERS, "`ISSUER/internal/revocations`", "where the feed of revocations is"),
  FEED_TOKEN(
      Readers.ALL,
      "generated: `$DATA_DIR/shared/feed.token`",
      "bearer credential of that feed, at least 32 characters, the same in every service",
      true),
  API_KEYS_FILE(
      Readers.SERVERS,
      "none: no API keys",
      "the file of the API keys ([how](api-keys.md)): written by `rolegate apikey`, read again when"
          + " it changes"),
  SSE_TRANSPORT(Readers.SERVERS, "`on`", "`off` turns the deprecated `/sse` and `/messages` off"),
  POLICY_FILE(Readers.ALL, "`access-policy.yaml`", "the access policy"),
  DATA_DIR(
      Readers.ALL,
      "`./data`",
      "the deployment's folder; a service keeps its own files in `$DATA_DIR/SERVICE`"),
  AUDIT_ANCHOR_URL(
      Readers.ALL,
      "none",
      "where each checkpoint of the audit is posted to, to be kept out of reach; https, or as"
          + " `PLAIN_HTTP` says"),
  DATABASE_URL(
      Readers.ALL,
      "none: SQLite in `DATA_DIR`",
      "`jdbc:postgresql://…`; each service owns the schema of its name"),
  DATABASE_USER(Readers.ALL, "none", "user of that database"),
  DATABASE_PASSWORD(Readers.ALL, "none", "its password", true),
  MANAGEMENT_PORT(Readers.ALL, "`PORT` + 1000", "the port of `/metrics`"),
  MANAGEMENT_BIND(Readers.ALL, "`127.0.0.1`", "the address of the management port"),
  MANAGEMENT_TOKEN(
      Readers.ALL,
      "generated: `$DATA_DIR/SERVICE/management.token`",
      "bearer credential of the management port, at least 32 characters",
      true),
  SECRET_FILE_MODE(
      Readers.ALL,
      "`strict`",
      "`any` accepts secret files that others may read or write; for file systems without modes"),
  LOG_FORMAT(Readers.ALL, "`text` on a terminal, else `json`", "form of the log on stdout"),
  CHAT_MODEL(
      Readers.AGENT,
      "none: tools by hand only",
      "`VENDOR:NAME` of the language model of `rolegate chat`; the vendor is `openai`, `anthropic`,"
          + " `gemini` or `ollama`"),
  CHAT_API_KEY(Readers.AGENT, "the vendor's own variable, below", "its key", true),
  CHAT_BASE_URL(
      Readers.AGENT,
      "the vendor's",
      "another server that speaks like the vendor, such as `http://localhost:8000/v1`; it gets"
          + " `CHAT_API_KEY` and no other key"),
  OPENAI_API_KEY(Readers.AGENT, "none", "key for openai at its own address", true),
  ANTHROPIC_API_KEY(Readers.AGENT, "none", "key for anthropic at its own address", true),
  GEMINI_API_KEY(Readers.AGENT, "none", "key for gemini at its own address", true);

  /** Who reads a variable. */
  public enum Readers {
    ALL("all"),
    TOKEN_SERVICE("token-service"),
    SERVERS("servers"),
    /** No service: whoever runs {@code rolegate} on the caller's side. */
    AGENT("agent");

    private final String spelling;

    Readers(String spelling) {
      this.spelling = spelling;
    }

    @Override
    public String toString() {
      return spelling;
    }
  }

  private final Readers readers;
  private final String byDefault;
  private final String meaning;
  private final boolean secret;

  Variable(Readers readers, String byDefault, String meaning) {
    this(readers, byDefault, meaning, false);
  }

  Variable(Readers readers, String byDefault, String meaning, boolean secret) {
    this.readers = readers;
    this.byDefault = byDefault;
    this.meaning = meaning;
    this.secret = secret;
  }

  public Readers readers() {
    return readers;
  }

  /** The default, as Markdown. */
  public String byDefault() {
    return byDefault;
  }

  /** What it means, as Markdown. */
  public String meaning() {
    return meaning;
  }

  /** A secret may also come as {@code NAME_FILE}. */
  public boolean secret() {
    return secret;
  }

  /** Its row in docs/configuration.md; a {@code NAME_FILE} that is a constant has its own. */
  public String row() {
    var file = name() + "_FILE";
    var ownRow = Arrays.stream(values()).anyMatch(other -> other.name().equals(file));
    var names = "`" + name() + "`" + (secret && !ownRow ? ", `" + file + "`" : "");
    return "| " + names + " | " + readers + " | " + byDefault + " | " + meaning + " |";
  }

  static boolean has(String name) {
    return Arrays.stream(values()).anyMatch(variable -> variable.name().equals(name));
  }

  static Variable named(String name) {
    for (var variable : values()) {
      if (variable.name().equals(name)) {
        return variable;
      }
    }
    throw new IllegalStateException(name + " is read but not in Variable; add it there first");
  }
}
