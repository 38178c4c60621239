package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A caller with its token, joined to every server that its role permits. Servers that are away are
 * said to be so and tried again; the others go on. Thread-safe.
 */
public final class Agent implements AgentTools, AutoCloseable {
  /** How old a list may be before it is asked for again. */
  private static final Duration LIST = Duration.ofSeconds(10);

  /** Likewise what is known of which servers there are. */
  private static final Duration SURVEY = Duration.ofSeconds(60);

  private final AgentConfig config;
  private final Person person;
  private final Web web;
  private final HttpClient client;
  private final Surveyor surveyor;

  // Replaced whole, so that no call waits for a listing.
  private volatile Map<String, ServerLink> links = Map.of();
  private volatile Survey survey;

  /** Permitted, at addresses to which no credential may go. */
  private volatile List<ServerState.Down> unsafe = List.of();

  private Instant surveyed;
  private Instant listed;

  private Agent(AgentConfig config, Person person, Web web, Surveyor surveyor, Survey survey) {
    this.config = config;
    this.person = person;
    this.web = web;
    this.client = Web.client(config.trust());
    this.surveyor = surveyor;
    this.survey = survey;
    this.surveyed = config.clock().instant();
    this.listed = surveyed;
  }

  /**
   * Gets a token, asks which servers it opens, and joins them all at once.
   *
   * @throws NotConnected without a token, or without anybody who says what servers there are; a
   *     server that is away is no reason
   */
  public static Agent connect(AgentConfig config, Person person) throws NotConnected {
    var web = new Web(config.trust(), config.plainHttp());
    Surveyor surveyor;
    Survey survey;
    try {
      surveyor = Surveyor.of(config, web);
      survey = surveyor.survey();
    } catch (NotConnected | RuntimeException e) {
      web.close();
      throw e;
    }
    var agent = new Agent(config, person, web, surveyor, survey);
    try {
      agent.join();
      return agent;
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  /** How it stands with each server: those it may enter first. Asks nobody. */
  public List<ServerState> servers() {
    var now = List.copyOf(links.values());
    var tools = ToolNames.of(now);
    var states = new ArrayList<ServerState>();
    for (var link : now) {
      states.add(
          switch (link.standing()) {
            case ServerLink.Standing.Up() ->
                new ServerState.Joined(
                    link.name(), link.url(), tools.getOrDefault(link.name(), List.of()));
            case ServerLink.Standing.Away(var why) ->
                new ServerState.Down(link.name(), link.url(), why);
            case ServerLink.Standing.NotPermitted(var why) ->
                new ServerState.NotPermitted(link.name(), why);
          });
    }
    states.addAll(unsafe);
    states.addAll(survey.others());
    return states;
  }

  /** Asks again which servers there are and what tools they have, and tries those that are away. */
  public void refresh() {
    refresh(true);
  }

  @Override
  public List<AgentTool> all() {
    refresh(false);
    return servers().stream()
        .flatMap(
            state -> state instanceof ServerState.Joined joined ? joined.tools().stream() : null)
        .toList();
  }

  @Override
  public ToolAnswer call(AgentTool tool, ObjectNode arguments) {
    var link = links.get(tool.server());
    return link == null
        ? Answers.refused(tool.server() + " is not joined; list the tools again")
        : link.call(tool.tool(), arguments, tool.effect() == AgentTool.Effect.READS);
  }

  /** Leaves every server. */
  @Override
  public synchronized void close() {
    each(ServerLink::close);
    links = Map.of();
    client.shutdownNow();
    web.close();
  }

  private synchronized void refresh(boolean now) {
    var moment = config.clock().instant();
    try {
      if (now || !moment.isBefore(surveyed.plus(SURVEY))) {
        surveyed = moment;
        survey = surveyor.survey();
        join();
        listed = moment;
      } else if (!moment.isBefore(listed.plus(LIST))) {
        listed = moment;
        each(ServerLink::list);
      }
    } catch (NotConnected e) {
      // What was known is still the best that is known.
      listed = moment;
      each(ServerLink::list);
    }
  }

  private synchronized void join() {
    var next = new LinkedHashMap<String, ServerLink>();
    var left = new ArrayList<ServerState.Down>();
    for (var server : survey.permitted()) {
      var known = links.get(server.name());
      try {
        next.put(
            server.name(),
            known != null && known.url().equals(server.url()) ? known : link(server));
      } catch (NotConnected e) {
        left.add(new ServerState.Down(server.name(), server.url(), e.sentence()));
      }
    }
    unsafe = List.copyOf(left);
    links.values().stream().filter(link -> !next.containsValue(link)).forEach(ServerLink::close);
    links = Collections.unmodifiableMap(next);
    each(ServerLink::list);
  }

  private ServerLink link(Grant.Server server) throws NotConnected {
    var url = web.safe("the server " + server.name(), server.url());
    return new ServerLink(server.name(), url, client, surveyor.tokens(server.url()), person);
  }

  private interface Errand {
    void run(ServerLink link);
  }

  /** All at the same time; each is bounded by itself. */
  private void each(Errand errand) {
    try (var threads = Executors.newThreadPerTaskExecutor(Threads.named("join"))) {
      for (var link : List.copyOf(links.values())) {
        var _ = threads.submit(() -> errand.run(link));
      }
    }
  }
}
