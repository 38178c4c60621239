package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Decision;
import dev.rolegate.mcp.change.WritingTool;
import dev.rolegate.mcp.change.WritingTools;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tools that change data, as changes see them: by the policy of that moment. Thread-safe. */
record OfferedWrites(CurrentToolbox tools) implements WritingTools {

  @Override
  public @Nullable WritingTool find(String name) {
    var tool = tools.get().writing(name);
    return tool == null ? null : new Write(tools, tool);
  }

  @Override
  public Decision mayCall(String name, JsonNode arguments, Caller caller) {
    var toolbox = tools.get();
    var decision = toolbox.mayUse(name, caller);
    var tool = toolbox.find(name, caller);
    return decision instanceof Decision.Allowed
            && tool != null
            && tool.read(arguments, new Call(caller, "", tool.views()))
                instanceof OfferedTool.Reading.NotAllowed<?>(var denied)
        ? denied
        : decision;
  }

  private record Write(CurrentToolbox tools, OfferedTool<?, ?> tool) implements WritingTool {
    @Override
    public String name() {
      return tool.name();
    }

    @Override
    public String title() {
      return tool.tool().title();
    }

    @Override
    public Class<? extends Record> result() {
      return tool.tool().result();
    }

    @Override
    public Trial run(JsonNode arguments, Caller caller, String requestId, Handle handle) {
      var offered = tools.get().find(tool.name(), caller);
      if (offered == null) {
        throw new IllegalStateException("asked for what is not offered: " + tool.name());
      }
      return offered.run(arguments, new Call(caller, requestId, offered.views()), handle);
    }
  }
}
