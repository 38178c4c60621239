package dev.rolegate.mcp.transport;

import dev.rolegate.auth.http.Problem;
import dev.rolegate.mcp.protocol.Revision;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of an MCP request must say before its body is read, and the reading. */
final class RequestForm {
  static final int MOST_BYTES = 1024 * 1024;

  private static final Pattern JSON =
      Pattern.compile(
          "application/json[ \\t]*(?:;[ \\t]*charset=(?:utf-8|\"utf-8\")[ \\t]*)?",
          Pattern.CASE_INSENSITIVE);

  private RequestForm() {}

  /** A refusal with its code for the audit. */
  record Misfit(String reason, Problem problem) {}

  /** What is wrong with a POST that carries a message. */
  static @Nullable Misfit ofMessage(Context ctx) {
    var wrong = revision(ctx);
    if (wrong != null) {
      return wrong;
    }
    var types = headers(ctx, "Content-Type");
    if (types.size() != 1 || !JSON.matcher(types.getFirst().strip()).matches()) {
      return new Misfit(
          "content_type",
          new Problem(
              415, "unsupported_media_type", "Send Content-Type: application/json, in UTF-8."));
    }
    return null;
  }

  /**
   * What is wrong with the MCP-Protocol-Version header (MCP 2025-11-25, transports); null: fine.
   */
  static @Nullable Misfit revision(Context ctx) {
    var revisions = headers(ctx, "MCP-Protocol-Version");
    return revisions.isEmpty() || (revisions.size() == 1 && Revision.isServed(revisions.getFirst()))
        ? null
        : new Misfit(
            "protocol_version",
            new Problem(
                400,
                "unsupported_protocol_version",
                "Send MCP-Protocol-Version once, with one of: " + Revision.listed() + "."));
  }

  /** What is wrong when the client does not accept the type of the answer. */
  static @Nullable Misfit accepting(Context ctx, String type) {
    return accepts(ctx, type)
        ? null
        : new Misfit(
            "accept",
            new Problem(
                406,
                "not_acceptable",
                "Send Accept: application/json, text/event-stream; this answer is " + type + "."));
  }

  /** The body, or null when it is longer than 1 MiB. */
  static byte @Nullable [] body(Context ctx) throws IOException {
    if (ctx.req().getContentLengthLong() > MOST_BYTES) {
      return null;
    }
    var bytes = ctx.req().getInputStream().readNBytes(MOST_BYTES + 1);
    return bytes.length > MOST_BYTES ? null : bytes;
  }

  static Misfit tooLarge() {
    return new Misfit(
        "body_too_large", new Problem(413, "content_too_large", "Send at most 1 MiB."));
  }

  static List<String> headers(Context ctx, String name) {
    return Collections.list(ctx.req().getHeaders(name));
  }

  private static boolean accepts(Context ctx, String type) {
    var family = type.substring(0, type.indexOf('/')) + "/*";
    for (var header : headers(ctx, "Accept")) {
      for (var range : header.split(",", 64)) {
        var end = range.indexOf(';');
        var name = (end < 0 ? range : range.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (name.equals(type) || name.equals("*/*") || name.equals(family)) {
          return true;
        }
      }
    }
    return false;
  }
}
