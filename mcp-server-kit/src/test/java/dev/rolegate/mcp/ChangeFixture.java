package dev.rolegate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.TestClock;
import dev.rolegate.database.Database;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.database.Databases;
import dev.rolegate.mcp.change.Change;
import dev.rolegate.mcp.change.Changes;
import dev.rolegate.mcp.schema.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Changes of salaries over a real database, with policy, time and revocations to be moved. */
public final class ChangeFixture implements AutoCloseable {
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final AtomicReference<AccessPolicy> policy =
      new AtomicReference<>(AccessPolicy.parse("policy.yaml", Salaries.policy()));
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final DatabaseConfig config;
  private final Database database;
  private final AuditTrail trail;
  private final Path audit;
  private final CurrentToolbox toolbox;
  private final OfferedWrites writes;
  private final Changes changes;

  private ChangeFixture(DatabaseConfig config, Path folder) {
    this.config = config;
    this.database = Database.open(config);
    this.audit = folder.resolve("audit-" + System.nanoTime() + ".jsonl");
    try {
      this.trail = AuditTrail.open(audit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var lookup = new GetChange();
    var tools = new java.util.ArrayList<Tool<?, ?>>(Salaries.tools(clock));
    tools.add(lookup.tool());
    this.toolbox = new CurrentToolbox("sample", policy::get, tools);
    this.writes = new OfferedWrites(toolbox);
    this.changes =
        new Changes(
            "sample",
            database,
            writes,
            policy::get,
            new Revoked(revoked),
            new ServerAudit("sample", trail, clock),
            clock,
            LIFETIME,
            new SimpleMeterRegistry());
    lookup.lookAt(changes);
  }

  private record Revoked(Set<String> subjects) implements RevokedTokens {
    @Override
    public Standing standingOf(Caller caller) {
      return subjects.contains(caller.tokenId()) ? Standing.REVOKED : Standing.LIVES;
    }

    @Override
    public Standing standingOf(Approver approver) {
      return subjects.contains(approver.tokenId()) ? Standing.REVOKED : Standing.LIVES;
    }
  }

  public static ChangeFixture fresh(Databases engine, Path folder) {
    return new ChangeFixture(engine.fresh("sample", folder).with(Changes.MIGRATIONS), folder);
  }

  /** A second server of the same database. */
  public ChangeFixture beside(Path folder) {
    return new ChangeFixture(config, folder);
  }

  public Changes changes() {
    return changes;
  }

  public Database database() {
    return database;
  }

  public TestClock clock() {
    return clock;
  }

  public void revoke(String tokenId) {
    revoked.add(tokenId);
  }

  /** Puts another policy in force. */
  public void policy(String yaml) {
    policy.set(AccessPolicy.parse("policy.yaml", yaml));
  }

  /** Asks, and expects that it waits. */
  public Change waiting(Caller caller, String tool, String arguments) {
    return switch (ask(caller, tool, arguments)) {
      case Changes.Request.Waits(var change) -> change;
      case Changes.Request.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  public Changes.Request ask(Caller caller, String tool, String arguments) {
    try {
      var given = Json.mapper().readTree(arguments.replace('\'', '"'));
      var writing = writes.find(tool);
      if (writing == null) {
        throw new AssertionError("no tool " + tool);
      }
      return changes.ask(
          writing, given, caller, "request-1", toolbox.get().confirmation(tool, given));
    } catch (JsonProcessingException | AuditUnavailable e) {
      throw new AssertionError(e);
    }
  }

  public int writes() {
    return database.read(Salaries::writes);
  }

  /** Lines of the audit about changes: action, approver and change. */
  public List<String> audit() {
    try {
      return Files.readAllLines(audit).stream()
          .map(ChangeFixture::json)
          .filter(line -> line.path("action").asText().startsWith("change/"))
          .map(line ->
              line.path("action").asText()
                  + " "
                  + line.path("approver").asText("-")
                  + " "
                  + line.path("outcome").asText())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    changes.close();
    database.close();
    trail.close();
  }
}
