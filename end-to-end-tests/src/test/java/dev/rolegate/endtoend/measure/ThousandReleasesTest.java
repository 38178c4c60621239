package dev.rolegate.endtoend.measure;

import dev.rolegate.database.Databases;
import dev.rolegate.mcp.ChangeRaceTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand changes, each released by fifty at the same moment, and each written once. */
@Tag("measure")
class ThousandReleasesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void eachIsWrittenOnce(Databases engine) throws Exception {
    ChangeRaceTest.race(engine, folder, 1000);
  }
}
