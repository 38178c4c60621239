package dev.rolegate.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The two ways into a server. */
public enum Transport {
  STREAMABLE("/mcp") {
    @Override
    public McpSession open(URI base, String token) {
      return Streamable.open(base, token);
    }

    @Override
    public Answer refusal(URI base, String token) {
      return Streamable.at(base, token).initialize();
    }
  },
  SSE("/sse") {
    @Override
    public McpSession open(URI base, String token) {
      return Sse.open(base, token);
    }

    @Override
    public Answer refusal(URI base, String token) {
      var response = Sse.ask(base, token);
      try (var body = response.body()) {
        // Of a stream that was opened after all, only the first line: it does not end.
        var text =
            response.statusCode() == 200
                ? "opened"
                : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), Answer.lines(response.headers().map()), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  private final String path;

  Transport(String path) {
    this.path = path;
  }

  /** An initialized session; fails the test when it is refused. */
  public abstract McpSession open(URI base, String token);

  /** Tries to open a session that should be refused. */
  public abstract Answer refusal(URI base, String token);

  @Override
  public String toString() {
    return path;
  }
}
