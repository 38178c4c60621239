package dev.rolegate.token;

import dev.rolegate.auth.config.StartRefused;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;

/** The style sheet of the sign-in page, read once. Thread-safe. */
final class SignInStyle implements Handler {
  private final byte[] css;

  SignInStyle() {
    try (var file = SignInStyle.class.getResourceAsStream("sign-in.css")) {
      if (file == null) {
        throw new IOException("it is not in the jar");
      }
      css = file.readAllBytes();
    } catch (IOException e) {
      throw new StartRefused("the style of the sign-in page cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void handle(Context ctx) {
    ctx.header("Cache-Control", "public, max-age=300");
    ctx.contentType("text/css; charset=utf-8");
    ctx.result(css);
  }
}
