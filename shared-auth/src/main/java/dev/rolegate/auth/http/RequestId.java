package dev.rolegate.auth.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The id of a request: in every refusal, in the log, in the audit, in {@code X-Request-Id}. */
public final class RequestId {
  /** The response header that carries it; in requests it is ignored. */
  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** This request's id, made by us at its start; a caller cannot choose it. */
  public static String of(Context ctx) {
    return keptOrMade(ctx.req()::getAttribute, ctx.req()::setAttribute);
  }

  static String of(Request request) {
    return keptOrMade(request::getAttribute, request::setAttribute);
  }

  private static String keptOrMade(
      Function<String, @Nullable Object> get, BiConsumer<String, Object> set) {
    if (get.apply(ATTRIBUTE) instanceof String kept) {
      return kept;
    }
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var made = HexFormat.of().formatHex(bytes);
    set.accept(ATTRIBUTE, made);
    return made;
  }
}
