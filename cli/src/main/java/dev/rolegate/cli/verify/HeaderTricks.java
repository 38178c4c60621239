package dev.rolegate.cli.verify;

import java.util.List;

/** Headers, methods and paths that a proxy, a library and a server could each take for another. */
final class HeaderTricks {
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
  private static final String UNTYPED = "415 unsupported_media_type";
  private static final String MISDIRECTED = "421 misdirected_request";
  private static final String INVALID = "400 invalid_request";
  private static final String NO_PATH = "404 not_found";

  private final Bench bench;
  private final Holder holder;
  private final Session session;

  HeaderTricks(Bench bench, Holder holder, Session session) {
    this.bench = bench;
    this.holder = holder;
    this.session = session;
  }

  void run() {
    types();
    negotiation();
    hosts();
    framing();
    verbs();
    paths();
  }

  private void types() {
    for (var type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/jsonx",
            "application/json, text/plain",
            "application/xml")) {
      expect(
          "content type " + type,
          ask().without("Content-Type").with("Content-Type: " + type),
          UNTYPED);
    }
    expect("no content type", ask().without("Content-Type"), UNTYPED);
    expect("two content types", ask().with("Content-Type: text/plain"), UNTYPED, INVALID);
    expect("content encoding gzip", ask().with("Content-Encoding: gzip"), UNTYPED);
  }

  private void negotiation() {
    expect("no Accept", ask().without("Accept"), "406 not_acceptable");
    expect(
        "Accept text/html",
        ask().without("Accept").with("Accept: text/html"),
        "406 not_acceptable");
    for (var revision : List.of("1999-01-01", "2025-06-18, 2025-11-25", "latest", "2026-07-28")) {
      expect(
          "protocol version " + revision,
          ask().without("MCP-Protocol-Version").with("MCP-Protocol-Version: " + revision),
          "400 unsupported_protocol_version");
    }
    expect(
        "two protocol versions",
        ask().with("MCP-Protocol-Version: 2025-06-18"),
        "400 unsupported_protocol_version");
    expect(
        "an upgrade to WebSocket",
        ask()
            .with(
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        INVALID);
  }

  private void hosts() {
    var authority = bench.target().authority();
    for (var host :
        List.of(
            "evil.example",
            bench.target().url().getHost() + ".evil.example",
            "evil.example:" + bench.target().port(),
            "169.254.169.254")) {
      expect("Host " + host, ask().with("Host: " + host), MISDIRECTED);
    }
    expect("a user in Host", ask().with("Host: evil@" + authority), MISDIRECTED, INVALID);
    expect("no Host", ask().with("No-Host:"), INVALID);
    expect("two Hosts", ask().with("Host: " + authority, "Host: evil.example"), INVALID);
    expect(
        "an absolute target of another host",
        ask().at("http://evil.example/mcp"),
        MISDIRECTED,
        INVALID);
    for (var origin :
        List.of(
            "https://evil.example",
            "null",
            "http://" + authority + ".evil.example",
            "http://localhost:1",
            "*")) {
      expect("Origin " + origin, ask().with("Origin: " + origin), "403 origin_not_allowed");
    }
    expect(
        "two Origins",
        ask().with("Origin: https://evil.example", "Origin: https://evil.example"),
        "403 origin_not_allowed",
        INVALID);
    expect(
        "Host of another by X-Forwarded-Host alone",
        ask().with("X-Forwarded-Host: evil.example"),
        "200");
  }

  /** What begins and ends a request (RFC 9112 §6.3): no two readers may disagree. */
  private void framing() {
    expect(
        "length and chunks",
        ask().with("Content-Length: 5", "Transfer-Encoding: chunked"),
        INVALID);
    expect("two lengths", ask().with("Content-Length: 1", "Content-Length: 2"), INVALID);
    expect("a negative length", ask().with("Content-Length: -1"), INVALID);
    expect("a length that is no number", ask().with("Content-Length: 0x10"), INVALID);
    expect(
        "an unknown transfer encoding",
        ask().with("Transfer-Encoding: identity, xchunked"),
        INVALID,
        "501 server_error",
        "501");
    expect("a space before the colon", ask().with("X-Odd : 1"), INVALID);
    expect("a header without a colon", ask().with("odd"), INVALID, "200");
    expect(
        "a header of 64 KiB",
        ask().with("X-Long: " + "x".repeat(65_536)),
        "431 header_fields_too_large");
    expect("X-HTTP-Method-Override", ask().with("X-HTTP-Method-Override: DELETE"), INVALID);
    expect(
        "Expect that nobody knows",
        ask().with("Expect: 200-maybe"),
        "417 expectation_failed",
        INVALID);
  }

  private void verbs() {
    for (var verb :
        List.of("PUT", "PATCH", "HEAD", "TRACE", "PROPFIND", "post", "Post", "POSTX", "QUERY")) {
      expect("the method " + verb, ask().by(verb), "405 method_not_allowed", "405", INVALID, "501");
    }
    expect("OPTIONS without an origin", ask().by("OPTIONS"), "405 method_not_allowed", "204");
    expect("CONNECT", ask().by("CONNECT"), "405 method_not_allowed", INVALID, NO_PATH);
  }

  /** One spelling of each path is served: whatever else means the same to somebody is not. */
  private void paths() {
    for (var path :
        List.of(
            "/mcp/",
            "//mcp",
            "/MCP",
            "/Mcp",
            "/mcp%2f",
            "/mcp%2F",
            "/%6dcp",
            "/mcp;x",
            "/mcp;x=1",
            "/;/mcp",
            "/./mcp",
            "/x/../mcp",
            "/mcp/.",
            "/mcp/..%2fmcp",
            "/mcp%00",
            "/mcp%20",
            "/mcp%0a",
            "/mcp\\",
            "/%2e/mcp",
            "/mcp.json",
            "/mcp/tools",
            "/mcp%3bx",
            "/%252e%252e/mcp")) {
      expect("the path " + path, ask().at(bench.target().path(path)), NO_PATH, INVALID);
    }
    expect("no leading slash", ask().at("mcp"), INVALID, NO_PATH);
    expect("a fragment", ask().at(bench.target().path("/mcp#x")), INVALID, NO_PATH);
    if (bench.sse()) {
      for (var path : List.of("/sse/", "//sse", "/SSE", "/sse;x", "/%73se")) {
        var listen =
            Ask.of("GET", bench.target().path(path), Ask.ACCEPT_STREAM, Ask.bearer(holder.token()));
        expect("the path " + path, listen, NO_PATH, INVALID);
      }
    }
    for (var path :
        List.of(
            "/metrics",
            "/admin/clients/list",
            "/approvals",
            "/internal/revocations",
            "/actuator",
            "/.env",
            "/")) {
      expect(
          "GET " + path,
          Ask.of("GET", bench.target().path(path), Ask.bearer(holder.token())),
          NO_PATH);
    }
  }

  private Ask ask() {
    return session.ask(LIST);
  }

  private void expect(String name, Ask ask, String... accepted) {
    bench.expect(Family.REQUESTS, holder.title(), "", name, ask, accepted);
  }
}
