package dev.rolegate.mcp;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.schema.Describe;
import dev.rolegate.mcp.schema.GivenAtWrite;
import dev.rolegate.mcp.schema.Length;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A domain of one rule for tests of confirmation: a person's salary is set, by tools of which each
 * asks for another confirmation. {@link Databases} hold it in the table of the sample.
 */
public final class Salaries {
  /** Bob's number. */
  public static final String BOB = "EMP-002";

  private static final String POLICY =
      """
      version: 1
      roles: [Manager, AssistantManager, Officer]
      servers:
        sample:
          admit: [Manager, AssistantManager, Officer]
          records:
            person:
              fields:
                id: full
                name: full
                salary: {full: [Manager]}
                changed_at: full
          tools:
            set_salary: {allow: [Manager, AssistantManager], confirm: none}
            set_salary_asked: {allow: [Manager, AssistantManager], confirm: ask}
            set_salary_by_person: {allow: [Manager, AssistantManager], confirm: person}
            set_salary_by_other: {allow: [Manager, AssistantManager], confirm: {other: [Manager]}}
            get_change: {allow: [Manager, AssistantManager]}
      """;

  private final InstantSource clock;

  private Salaries(InstantSource clock) {
    this.clock = clock;
  }

  /** What is wanted. */
  record SetSalary(
      @Describe("Whose") @Length(max = 40) String id,
      @Describe("How much") BigDecimal salary,
      @Describe("What for") @Length(max = 5000) @Nullable String remark) {}

  /** One of the people. */
  record Person(
      @GivenAtWrite @Describe("Number") String id,
      @Describe("Name") String name,
      @Describe("Yearly") @Nullable BigDecimal salary,
      @GivenAtWrite @Describe("When it changed") Instant changedAt) {}

  /** The policy with something changed. */
  public static String policy(UnaryOperator<String> change) {
    return change.apply(POLICY);
  }

  public static String policy() {
    return POLICY;
  }

  public static List<Tool<?, ?>> tools(InstantSource clock) {
    var salaries = new Salaries(clock);
    return List.of(
        salaries.tool("set_salary"),
        salaries.tool("set_salary_asked"),
        salaries.tool("set_salary_by_person"),
        salaries.tool("set_salary_by_other"));
  }

  private Tool<SetSalary, Person> tool(String name) {
    return Tool.changing(
        name,
        "Set a salary",
        "Sets a salary.",
        SetSalary.class,
        Person.class,
        (wanted, handle) -> find(handle, wanted.id()),
        this::set);
  }

  private Outcome<Person> set(SetSalary wanted, Call call, Handle handle) {
    if (find(handle, wanted.id()) == null) {
      return Outcome.refused("id " + wanted.id() + " is nobody; give another.");
    }
    handle
        .createUpdate("update people set salary = :salary, changed_at = :now where id = :id")
        .bind("salary", wanted.salary())
        .bind("now", clock.instant())
        .bind("id", wanted.id())
        .execute();
    // one row for each write, so that a second one is seen
    handle.execute(
        "insert into counters (name, last) values ('WRITES', 1)"
            + " on conflict (name) do update set last = counters.last + 1");
    var person = find(handle, wanted.id());
    return person == null ? Outcome.refused("gone") : Outcome.done(person);
  }

  /** How often anything was written. */
  public static int writes(Handle handle) {
    return handle
        .createQuery("select coalesce(max(last), 0) from counters where name = 'WRITES'")
        .mapTo(Integer.class)
        .one();
  }

  private static @Nullable Person find(Handle handle, String id) {
    return handle
        .createQuery("select id, name, salary, changed_at from people where id = :id")
        .bind("id", id)
        .mapTo(Person.class)
        .findOne()
        .orElse(null);
  }
}
