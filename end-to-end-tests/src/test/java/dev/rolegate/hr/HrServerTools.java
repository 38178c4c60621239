package dev.rolegate.hr;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Tool;
import java.time.Clock;
import java.util.List;

/** The tools of the HR server for a test that builds another server of them. */
public final class HrServerTools {
  private HrServerTools() {}

  public static List<Tool<?, ?>> all(Database database, Clock clock) {
    return new HrTools(database, clock).all();
  }
}
