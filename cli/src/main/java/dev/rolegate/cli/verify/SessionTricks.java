package dev.rolegate.cli.verify;

/** Sessions that are somebody else's, that never were, or that are shown without a token. */
final class SessionTricks {
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
  private static final String NOT_FOUND = "404 session_not_found";
  private static final String REQUIRED = "400 session_required";
  private static final String NONE = "f".repeat(32);

  private final Bench bench;
  private final Holder holder;

  SessionTricks(Bench bench, Holder holder) {
    this.bench = bench;
    this.holder = holder;
  }

  void run(StreamableSession own) {
    var ask = own.ask(LIST);
    expect("no session", ask.without("Mcp-Session-Id"), REQUIRED);
    expect(
        "a session that never was",
        ask.without("Mcp-Session-Id").with("Mcp-Session-Id: " + NONE),
        NOT_FOUND);
    expect(
        "a session id of 4,000 letters",
        ask.without("Mcp-Session-Id").with("Mcp-Session-Id: " + "a".repeat(4_000)),
        NOT_FOUND);
    expect("two sessions", ask.with("Mcp-Session-Id: " + NONE), NOT_FOUND);
    expect("the session id in other letters", upper(ask, own), NOT_FOUND);
    expect(
        "initialize again inside", own.ask(Rpc.initialize(Door.LATEST)), "400 already_initialized");
    expect("GET without a session", listen(null), REQUIRED);
    expect("GET with a session that never was", listen(NONE), NOT_FOUND);
    expect("DELETE without a session", ask.by("DELETE").without("Mcp-Session-Id"), REQUIRED);
    expect("the session without a token", ask.without("Authorization"), "401");
    expect("GET the session without a token", listen(own.id()).without("Authorization"), "401");
    expect("DELETE the session without a token", ask.by("DELETE").without("Authorization"), "401");
    others(own, ask);
    if (bench.sse()) {
      messages();
    }
    expect("the session after all this", ask, "200");
  }

  private void others(StreamableSession own, Ask ask) {
    var other = bench.otherInsider(holder);
    if (other == null) {
      bench
          .ledger()
          .skip(bench.server() + ": a session of another admitted role, as there is one only");
    } else {
      foreign(own, ask, other, NOT_FOUND);
    }
    var outsider = bench.outsider();
    if (outsider != null) {
      foreign(own, ask, outsider, "403 access_denied");
    }
  }

  private void foreign(StreamableSession own, Ask ask, Holder other, String accepted) {
    var theirs = Ask.bearer(other.token());
    var as = other.title();
    bench.expect(
        Family.SESSIONS,
        as,
        "/mcp",
        "POST into the session of another",
        ask.without("Authorization").with(theirs),
        accepted);
    bench.expect(
        Family.SESSIONS,
        as,
        "/mcp",
        "GET the session of another",
        listen(own.id()).without("Authorization").with(theirs),
        accepted);
    bench.expect(
        Family.SESSIONS,
        as,
        "/mcp",
        "DELETE the session of another",
        ask.by("DELETE").without("Authorization").with(theirs),
        accepted);
  }

  private void messages() {
    var post = Ask.json(bench.target().path("/messages"), LIST, Ask.bearer(holder.token()));
    expect("/messages without a session", post, REQUIRED);
    expect(
        "/messages with a session that never was",
        post.at(post.path() + "?session_id=" + NONE),
        NOT_FOUND);
    expect(
        "/messages with two sessions",
        post.at(post.path() + "?session_id=" + NONE + "&session_id=" + NONE),
        REQUIRED);
    var other = bench.otherInsider(holder);
    var opening = SseSession.open(bench.wire(), bench.target(), holder.token());
    var session = opening.session();
    if (session == null) {
      return;
    }
    try (session) {
      var ask = session.ask(LIST).without("Authorization");
      expect("/messages of the stream without a token", ask, "401");
      if (other != null) {
        bench.expect(
            Family.SESSIONS,
            other.title(),
            "/messages",
            "POST into the stream of another",
            ask.with(Ask.bearer(other.token())),
            NOT_FOUND);
      }
      var outsider = bench.outsider();
      if (outsider != null) {
        bench.expect(
            Family.SESSIONS,
            outsider.title(),
            "/messages",
            "POST into the stream of another",
            ask.with(Ask.bearer(outsider.token())),
            "403 access_denied");
      }
    }
  }

  private static Ask upper(Ask ask, StreamableSession own) {
    var id = own.id();
    var changed = id.toUpperCase(java.util.Locale.ROOT);
    // An id of digits alone is the same in capitals.
    return ask.without("Mcp-Session-Id")
        .with("Mcp-Session-Id: " + (changed.equals(id) ? id + "0" : changed));
  }

  private Ask listen(@org.jspecify.annotations.Nullable String id) {
    var ask =
        Ask.of("GET", bench.target().path("/mcp"), Ask.ACCEPT_STREAM, Ask.bearer(holder.token()));
    return id == null ? ask : ask.with("Mcp-Session-Id: " + id);
  }

  private void expect(String name, Ask ask, String... accepted) {
    bench.expect(Family.SESSIONS, holder.title(), "/mcp", name, ask, accepted);
  }
}
