package dev.rolegate.auth.http;

import io.javalin.http.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A route of a service's own on its management port.
 *
 * @param path exact, or with {@code {parameters}}
 */
public record ManagementRoute(Method method, String path, Handler handler, Guard guard) {
  /** {@code POST}, and only for the bearer of the management token. */
  public ManagementRoute(String path, Handler handler) {
    this(Method.POST, path, handler, new Guard.ByManagementToken());
  }

  /** What such a route answers. */
  public enum Method {
    GET,
    POST
  }

  /** Who may pass. */
  public sealed interface Guard {
    /** The bearer of the management token, and no page of any origin. */
    record ByManagementToken() implements Guard {}

    /**
     * Whom the handler itself lets in, by a credential of its own; the management token opens
     * nothing there.
     *
     * @param origin whose pages may ask, as browsers write it, and whose host is answered; null: no
     *     page
     */
    record ByHandler(@Nullable String origin) implements Guard {}
  }

  /** Whose pages may ask; null: no page. */
  @Nullable String origin() {
    return switch (guard) {
      case Guard.ByManagementToken _ -> null;
      case Guard.ByHandler(var origin) -> origin;
    };
  }
}
