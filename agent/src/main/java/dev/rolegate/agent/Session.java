package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One session with one server, through the MCP SDK. Thread-safe. */
final class Session implements AutoCloseable {
  private static final Duration TO_JOIN = Duration.ofSeconds(10);
  // A person has a minute to answer what a server asks, and some servers wait longer.
  private static final Duration TO_ANSWER = Duration.ofMinutes(5);
  private static final Executor THREADS = Threads.each("list");
  private static final int MOST_PAGES = 50;
  private static final int MOST_TOOLS = 1000;

  private final McpSyncClient client;

  private Session(McpSyncClient client) {
    this.client = client;
  }

  /**
   * Opens one.
   *
   * @throws RuntimeException which {@link Failure} explains
   */
  static Session open(String server, URI url, GuardedHttp http, Person person) {
    var transport =
        HttpClientStreamableHttpTransport.builder(url.resolve("/").toString())
            .endpoint(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
            .clientBuilder(http.builder())
            .build();
    var spec =
        McpClient.sync(transport)
            .clientInfo(McpSchema.Implementation.builder("rolegate-agent", version()).build())
            .initializationTimeout(TO_JOIN)
            .requestTimeout(TO_ANSWER);
    if (person.isThere()) {
      spec.capabilities(McpSchema.ClientCapabilities.builder().elicitation(true, false).build())
          .elicitation(asked -> answer(server, asked, person));
    }
    var client = spec.build();
    try {
      client.initialize();
      return new Session(client);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** All pages; bounded in number and time, whatever the server says. */
  List<McpSchema.Tool> list() {
    return CompletableFuture.supplyAsync(this::pages, THREADS)
        .orTimeout(TO_JOIN.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  private List<McpSchema.Tool> pages() {
    var offers = client.getServerCapabilities();
    if (offers == null || offers.tools() == null) {
      return List.of();
    }
    var tools = new ArrayList<McpSchema.Tool>();
    String next = null;
    for (var page = 0; page < MOST_PAGES && tools.size() < MOST_TOOLS; page++) {
      var listed = client.listTools(next);
      tools.addAll(listed.tools());
      next = listed.nextCursor();
      if (next == null || next.isEmpty()) {
        break;
      }
    }
    return List.copyOf(tools);
  }

  ToolAnswer call(String tool, ObjectNode arguments) {
    return Answers.of(
        client.callTool(
            McpSchema.CallToolRequest.builder(tool).arguments(Answers.map(arguments)).build()));
  }

  /** Lets go of one that the server has lost, or that has lost the server; nobody waits. */
  void abandon() {
    client.close();
  }

  @Override
  public void close() {
    client.closeGracefully();
  }

  private static McpSchema.ElicitResult answer(
      String server, McpSchema.ElicitFormRequest asked, Person person) {
    var question =
        new Person.Question(server, asked.message(), Answers.object(asked.requestedSchema()));
    return switch (person.answer(question)) {
      case Person.Reply.Accepted(var content) ->
          McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
              .content(Answers.map(content))
              .build();
      case Person.Reply.Declined _ ->
          McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.DECLINE).build();
      case Person.Reply.Cancelled _ ->
          McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.CANCEL).build();
    };
  }

  private static String version() {
    var version = Session.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
