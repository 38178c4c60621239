package dev.rolegate.agent.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.AgentTools;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ToolAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Three tools in memory: one reads, one writes unasked, of one its server asks. */
final class TestTools implements AgentTools {
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final List<AgentTool> more = new ArrayList<>();
  private Function<ObjectNode, ToolAnswer> reading =
      arguments -> new ToolAnswer("Hello " + arguments.path("name").asText(), false, null);

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static AgentTool tool(String name, AgentTool.Effect effect) {
    return new AgentTool(
        name,
        "sample",
        name,
        name,
        "Does " + name + ".",
        json(
            "{'type':'object','properties':{'name':{'type':'string','description':'Whom',"
                + "'maxLength':40},'kind':{'type':['string','null'],'enum':['a','b']},"
                + "'day':{'type':'string','format':'date'},'many':{'type':'array','items':"
                + "{'type':'integer','minimum':1}},'more':{'type':'object','properties':{'x':"
                + "{'type':'boolean'}}},'either':{'anyOf':[{'type':'number'},{'type':'string'}]}},"
                + "'required':['name'],'additionalProperties':false}"),
        effect);
  }

  /** What the reading tool answers from now on. */
  TestTools reading(Function<ObjectNode, ToolAnswer> answer) {
    reading = answer;
    return this;
  }

  TestTools with(AgentTool tool) {
    more.add(tool);
    return this;
  }

  /** Name and arguments of each call that arrived. */
  List<String> called() {
    return List.copyOf(called);
  }

  @Override
  public List<AgentTool> all() {
    var all =
        new ArrayList<>(
            List.of(
                tool("greet", AgentTool.Effect.READS),
                tool("rename", AgentTool.Effect.WRITES),
                tool("hire", AgentTool.Effect.SERVER_ASKS)));
    all.addAll(more);
    return all;
  }

  @Override
  public ToolAnswer call(AgentTool tool, ObjectNode arguments) {
    called.add(tool.name() + arguments);
    return tool.effect() == AgentTool.Effect.READS
        ? reading.apply(arguments)
        : new ToolAnswer("Done: " + tool.name(), false, null);
  }

  /** Says the same to everything that it is asked, and counts. */
  static final class Decided implements Person {
    private final boolean yes;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Decided(boolean yes) {
      this.yes = yes;
    }

    List<String> asked() {
      return asked;
    }

    @Override
    public Reply answer(Question question) {
      throw new AssertionError("these tools have no server that asks");
    }

    @Override
    public boolean agrees(AgentTool tool, ObjectNode arguments) {
      asked.add(tool.name() + arguments);
      return yes;
    }
  }

  /** Keeps what would be shown. */
  static final class Shown implements Screen {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void piece(String piece) {
      text.append(piece);
    }

    @Override
    public synchronized void line(String line) {
      text.append('\n').append(line).append('\n');
    }

    @Override
    public synchronized String toString() {
      return text.toString();
    }
  }
}
