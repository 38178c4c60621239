package dev.rolegate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Which version this is. */
@Command(
    name = "version",
    description = {"Prints the version of this command.", ""},
    footer = {"", "Example:", "  rolegate version"})
final class Version implements Callable<Integer> {
  private final Rolegate rolegate;

  Version(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var packaged = Version.class.getPackage().getImplementationVersion();
    var version = packaged == null ? "unpackaged" : packaged;
    return rolegate.report(
        new Answer.Done(Json.object().put("version", version)),
        _ -> rolegate.terminal().print("rolegate " + version));
  }
}
