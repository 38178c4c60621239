package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Bodies that two parsers could read in two ways, or that cost more than they look. */
final class BodyTricks {
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
  private static final String INVALID = "400 -32600";
  private static final String MALFORMED = "400 -32700";
  private static final int LIMIT = 1024 * 1024;

  private final Bench bench;
  private final Holder holder;
  private final Session session;

  BodyTricks(Bench bench, Holder holder, Session session) {
    this.bench = bench;
    this.holder = holder;
    this.session = session;
  }

  void run() {
    expect("a good request", LIST, "200");
    expect("a batch of one", "[" + LIST + "]", INVALID);
    expect("a batch of two", "[" + LIST + "," + LIST + "]", INVALID);
    expect("an empty batch", "[]", INVALID);
    expect("null", "null", INVALID);
    expect("a text", "\"tools/list\"", INVALID);
    expect("nothing", "", INVALID, MALFORMED);
    expect("half a message", LIST.substring(0, 40), MALFORMED);
    expect("two messages", LIST + LIST, MALFORMED);
    expect("a comment", LIST.replace("{}", "{/* */}"), MALFORMED);
    expect("a comma too many", LIST.replace("{}}", "{},}"), MALFORMED);
    expect("single quotes", LIST.replace('"', '\''), MALFORMED);
    expect("NaN", LIST.replace("{}", "{\"x\":NaN}"), MALFORMED);
    expect("method twice", LIST.replace("\"id\"", "\"method\":\"ping\",\"id\""), MALFORMED);
    expect(
        "method twice, once escaped",
        LIST.replace("\"id\"", "\"m\\u0065thod\":\"ping\",\"id\""),
        MALFORMED);
    expect("id twice", LIST.replace("\"id\"", "\"id\":8,\"id\""), MALFORMED);
    expect("params twice", LIST.replace("\"id\"", "\"params\":{},\"id\""), MALFORMED);
    expect("the tool's name twice", twice(), MALFORMED);
    expect(
        "nested 10,000 deep",
        LIST.replace("{}", "[".repeat(10_000) + "]".repeat(10_000)),
        MALFORMED);
    expect("params a list", LIST.replace("{}", "[]"), INVALID);
    expect("jsonrpc 1.0", LIST.replace("2.0", "1.0"), INVALID);
    expect("no jsonrpc", LIST.replace("\"jsonrpc\":\"2.0\",", ""), INVALID);
    expect("id an object", LIST.replace(":7", ":{}"), INVALID);
    expect("id null", LIST.replace(":7", ":null"), INVALID);
    expect("no method", LIST.replace("\"method\":\"tools/list\",", ""), INVALID);
    expect("method a number", LIST.replace("\"tools/list\"", "7"), INVALID);
    expect("method of 100,000 letters", LIST.replace("tools/list", "m".repeat(100_000)), INVALID);
    methods();
    bytes("not UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, MALFORMED);
    bytes("UTF-16", LIST.getBytes(UTF_16LE), MALFORMED);
    bytes("a byte order mark in front", ("\ufeff" + LIST).getBytes(UTF_8), MALFORMED);
    bytes("a byte more than 1 MiB", padded(LIMIT + 1), "413 content_too_large");
    bytes("10 MiB", padded(10 * LIMIT), "413 content_too_large");
    tell(
        "a body in chunks that says no length, more than 1 MiB",
        session.ask("").with("Transfer-Encoding: chunked").saying(chunked()),
        "413 content_too_large");
  }

  /** Names of methods are exact, and so are those of tools. */
  private void methods() {
    for (var method :
        List.of(
            "Tools/List",
            "TOOLS/CALL",
            "tools/call ",
            "tools//call",
            "tools/call\\u0000",
            "tools.call",
            "admin/list",
            "__proto__")) {
      expect(
          "the method '" + method + "'",
          LIST.replace("tools/list", method),
          "400 -32601",
          "404 -32601",
          "200 -32601");
    }
    bench.policy().tools(bench.server()).stream()
        .filter(tool -> bench.allows(tool, holder))
        .findFirst()
        .ifPresent(tool -> {
          for (var name :
              List.of(
                  upper(tool),
                  tool + " ",
                  " " + tool,
                  tool + "\\u0000",
                  tool + "\\u200b",
                  tool.replace("e", "\\u0435"),
                  "../" + tool,
                  tool + "/",
                  tool.replace('_', '-'))) {
            if (name.equals(tool)) {
              continue;
            }
            expect("the tool '" + name + "'", call(name), "400 -32602", "200 -32602");
          }
          expect("arguments a list", call(tool).replace("{}", "[]"), "400 -32602", "200 -32602");
          expect(
              "no name of a tool",
              call(tool).replace("\"name\":\"" + tool + "\",", ""),
              "400 -32602",
              "200 -32602");
        });
  }

  private String twice() {
    var tools = bench.policy().tools(bench.server()).iterator();
    var tool = tools.hasNext() ? tools.next() : "x";
    return call(tool).replace("\"name\"", "\"name\":\"ping\",\"name\"");
  }

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{}}}";
  }

  private static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  private static byte[] padded(int length) {
    return (LIST.substring(0, LIST.length() - 1) + " ".repeat(length - LIST.length()) + "}")
        .getBytes(UTF_8);
  }

  private static byte[] chunked() {
    var chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    return (chunk.repeat(17) + "0\r\n\r\n").getBytes(UTF_8);
  }

  private void expect(String name, String body, String... accepted) {
    bytes(name, body.getBytes(UTF_8), accepted);
  }

  private void bytes(String name, byte[] body, String... accepted) {
    tell(name, session.ask("").saying(body), accepted);
  }

  private void tell(String name, Ask ask, String... accepted) {
    bench.expect(Family.REQUESTS, holder.title(), "/mcp", "body: " + name, ask, accepted);
  }
}
