package dev.rolegate.agent.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolegate.auth.config.Env;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A language model on loopback that says what it is told to, one answer after the other, the last
 * one again and again; and keeps what it was asked. It speaks as OpenAI does, or answers with
 * whatever it is given.
 */
public final class ScriptedModel implements AutoCloseable {
  public static final String KEY = "sk-canary-0123456789";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger given = new AtomicInteger();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What came in. */
  public record Asked(String path, Map<String, List<String>> headers, JsonNode body) {
    /** Empty: it has none of this name. */
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    /** The text of the last message of this role, as OpenAI is sent it. */
    public String last(String role) {
      var text = "";
      for (var message : body.path("messages")) {
        if (message.path("role").asText().equals(role)) {
          text = message.path("content").asText();
        }
      }
      return text;
    }

    /** The texts of all tool results, in order. */
    public List<String> results() {
      var texts = new ArrayList<String>();
      for (var message : body.path("messages")) {
        if (message.path("role").asText().equals("tool")) {
          texts.add(message.path("content").asText());
        }
      }
      return texts;
    }
  }

  /** What goes out. */
  public record Answer(int status, String type, String body, boolean hangs) {}

  /** A call that the model wants. */
  public record Call(String tool, String arguments) {}

  public ScriptedModel() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** As {@code CHAT_MODEL}, … say it. */
  public Map<String, String> environment(String vendor) {
    return Map.of(
        "CHAT_MODEL", vendor + ":scripted-1", "CHAT_BASE_URL", url() + "/v1", "CHAT_API_KEY", KEY);
  }

  /** Ready to be asked. */
  public LanguageModel open(String vendor) {
    if (ModelChoice.from(Env.of(new HashMap<>(environment(vendor))))
        instanceof ModelChoice.Chosen chosen) {
      return LanguageModel.of(chosen);
    }
    throw new AssertionError("does not fit: " + environment(vendor));
  }

  /** The next answers. */
  public ScriptedModel then(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Words, in two pieces. */
  public static Answer says(String text) {
    var half = text.length() / 2;
    return stream(
        chunk("{'content':%s}".formatted(json(text.substring(0, half))), null)
            + chunk("{'content':%s}".formatted(json(text.substring(half))), null)
            + chunk("{}", "stop")
            + DONE);
  }

  /** Calls, the arguments of each in two pieces. */
  public static Answer calls(Call... calls) {
    return stream(callChunks(calls) + chunk("{}", "tool_calls") + DONE);
  }

  public static Answer calls(String tool, String arguments) {
    return calls(new Call(tool, arguments));
  }

  /** A call, and then the connection ends. */
  public static Answer cut(Call... calls) {
    return stream(callChunks(calls));
  }

  /** Words, and then nothing more, without an end. */
  public static Answer hangs(String text) {
    return new Answer(
        200, "text/event-stream", chunk("{'content':%s}".formatted(json(text)), null), true);
  }

  public static Answer status(int status, String body) {
    return new Answer(status, "application/json", body, false);
  }

  /** Events as they are. */
  public static Answer stream(String body) {
    return new Answer(200, "text/event-stream", body, false);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private static final String DONE = "data: [DONE]\n\n";

  private static String callChunks(Call... calls) {
    var chunks = new StringBuilder();
    for (var i = 0; i < calls.length; i++) {
      var arguments = calls[i].arguments();
      // Nowhere in a word: who writes the scripts may want to replace some.
      var half = Math.min(1, arguments.length());
      chunks.append(
          chunk(
              "{'tool_calls':[{'index':%d,'id':'call_%d','type':'function','function':{'name':%s,'arguments':''}}]}"
                  .formatted(i, i, json(calls[i].tool())),
              null));
      for (var piece : List.of(arguments.substring(0, half), arguments.substring(half))) {
        chunks.append(
            chunk(
                "{'tool_calls':[{'index':%d,'function':{'arguments':%s}}]}"
                    .formatted(i, json(piece)),
                null));
      }
    }
    return chunks.toString();
  }

  private static String chunk(String delta, @Nullable String finish) {
    return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted-1\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(quotes(delta), finish == null ? "null" : json(finish));
  }

  /** Single quotes of ours become double ones; those of a JSON text stay. */
  private static String quotes(String delta) {
    var out = new StringBuilder();
    var inText = false;
    for (var i = 0; i < delta.length(); i++) {
      var c = delta.charAt(i);
      if (c == '"' && (i == 0 || delta.charAt(i - 1) != '\\')) {
        inText = !inText;
      }
      out.append(c == '\'' && !inText ? '"' : c);
    }
    return out.toString();
  }

  private static String json(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new HashMap<String, List<String>>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      asked.add(
          new Asked(
              exchange.getRequestURI().toString(),
              headers,
              JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8))));
      var next =
          answers.get(
              Math.min(
                  given.getAndUpdate(n -> Math.min(n + 1, answers.size())), answers.size() - 1));
      exchange.getResponseHeaders().add("Content-Type", next.type());
      if (next.status() / 100 == 3) {
        exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
      }
      exchange.sendResponseHeaders(next.status(), 0);
      write(next, exchange.getResponseBody());
    }
  }

  private void write(Answer answer, OutputStream out) throws IOException {
    out.write(answer.body().getBytes(UTF_8));
    out.flush();
    if (answer.hangs()) {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
