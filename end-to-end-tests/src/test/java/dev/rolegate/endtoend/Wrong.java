package dev.rolegate.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One thing wrong with a request that is otherwise fine.
 *
 * @param code the HTTP status that must come of it, or the JSON-RPC error
 */
record Wrong(String name, int code, UnaryOperator<McpRequest> mistake) {
  @Override
  public String toString() {
    return name;
  }

  private static Stream<Wrong> everywhere() {
    return Stream.of(
        new Wrong("no token", 401, request -> request.without("Authorization")),
        new Wrong(
            "a word as token", 401, request -> request.with("Authorization: Bearer undefined")),
        new Wrong("another scheme", 401, request -> request.with("Authorization: Basic YTpi")),
        new Wrong(
            "no scheme", 401, request -> request.with("Authorization: eyJhbGciOiJub25lIn0.e30.")),
        new Wrong("two tokens", 400, request -> request.and("Authorization: Bearer x")),
        new Wrong("a blank token", 400, request -> request.with("Authorization: Bearer ")),
        new Wrong("another content type", 415, request -> request.with("Content-Type: text/plain")),
        new Wrong("no content type", 415, request -> request.without("Content-Type")),
        new Wrong(
            "a form",
            415,
            request -> request.with("Content-Type: application/x-www-form-urlencoded")),
        new Wrong(
            "another charset",
            415,
            request -> request.with("Content-Type: application/json; charset=x-none")),
        new Wrong("compressed", 415, request -> request.and("Content-Encoding: gzip")),
        new Wrong(
            "another revision", 400, request -> request.with("MCP-Protocol-Version: nonsense")),
        new Wrong(
            "a revision of the future",
            400,
            request -> request.with("MCP-Protocol-Version: 2099-01-01")),
        new Wrong("a foreign origin", 403, request -> request.and("Origin: http://evil.example")),
        new Wrong("another method", 405, request -> request.method("PUT")),
        new Wrong("an invented method", 405, request -> request.method("FROB")),
        new Wrong("a path that is not there", 404, request -> request.target("/nothing-here")),
        new Wrong("an encoded path", 404, request -> request.target("/%6dcp")),
        new Wrong("a path in a path", 404, request -> request.target("/x/mcp")),
        new Wrong("malformed JSON", 400, request -> request.body("{\"jsonrpc\":")),
        new Wrong("no JSON", 400, request -> request.body("hello")),
        new Wrong("an empty body", 400, request -> request.body("")),
        new Wrong("null", 400, request -> request.body("null")),
        new Wrong("a number", 400, request -> request.body("1e999999999")),
        new Wrong(
            "a batch",
            400,
            request -> request.body("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]")),
        new Wrong(
            "a key twice",
            400,
            request -> request.body("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}")),
        new Wrong(
            "something behind",
            400,
            request -> request.body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}")),
        new Wrong("deep nesting", 400, request -> request.body("[".repeat(100_000))),
        new Wrong(
            "bytes that are not UTF-8",
            400,
            request -> request.body("{\"\u00ff\":1}".getBytes(StandardCharsets.ISO_8859_1))),
        new Wrong("UTF-16", 400, request -> request.body("{}".getBytes(StandardCharsets.UTF_16))),
        new Wrong("NUL bytes", 400, request -> request.body(new byte[64])),
        new Wrong("no jsonrpc", 400, request -> request.body("{\"id\":1,\"method\":\"ping\"}")),
        new Wrong(
            "a bad id",
            400,
            request -> request.body("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}")),
        new Wrong(
            "params that are a list",
            400,
            request ->
                request.body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}")),
        new Wrong(
            "a method that is a number",
            400,
            request -> request.body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}")),
        new Wrong("more than a megabyte", 413, request -> request.body(new byte[1024 * 1024 + 1])));
  }

  static Stream<Wrong> atStreamable() {
    return Stream.concat(
        everywhere(),
        Stream.of(
            new Wrong("no session", 400, request -> request.without("Mcp-Session-Id")),
            new Wrong(
                "an unknown session",
                404,
                request -> request.with("Mcp-Session-Id: 00000000000000000000000000000000")),
            new Wrong(
                "a session that is no id",
                404,
                request -> request.with("Mcp-Session-Id: ../../etc/passwd")),
            new Wrong("two sessions", 404, request -> request.and("Mcp-Session-Id: x")),
            new Wrong("no Accept", 406, request -> request.without("Accept")),
            new Wrong("another Accept", 406, request -> request.with("Accept: text/html")),
            new Wrong(
                "listening without a session",
                400,
                request -> request.method("GET").without("Mcp-Session-Id")),
            new Wrong(
                "ending no session",
                400,
                request -> request.method("DELETE").without("Mcp-Session-Id"))));
  }

  static Stream<Wrong> atMessages() {
    return Stream.concat(
        everywhere(),
        Stream.of(
            new Wrong("no session", 400, request -> request.target("/messages")),
            new Wrong(
                "an unknown session",
                404,
                request -> request.target("/messages?session_id=00000000000000000000000000000000")),
            new Wrong(
                "a session that is no id",
                404,
                request -> request.target("/messages?session_id=%2e%2e%2f%00")),
            new Wrong("a broken query", 400, request -> request.target("/messages?session_id=%zz")),
            new Wrong("reading instead of posting", 405, request -> request.method("GET"))));
  }

  /** What HTTP does not see: answered 200 with an error of JSON-RPC. */
  static Stream<Wrong> inTheMessage() {
    return Stream.of(
        new Wrong("an unknown method", -32601, request -> request.body(call("tools/nope", "{}"))),
        new Wrong(
            "an unknown tool",
            -32602,
            request -> request.body(call("tools/call", "{\"name\":\"nope\"}"))),
        new Wrong("no tool", -32602, request -> request.body(call("tools/call", "{}"))),
        new Wrong(
            "a class as tool",
            -32602,
            request -> request.body(call("tools/call", "{\"name\":\"java.lang.Runtime\"}"))),
        new Wrong(
            "arguments that are a list",
            -32602,
            request -> request.body(call("tools/call", "{\"name\":\"works\",\"arguments\":[]}"))));
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
