package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every change has that gives a client a secret: which client, who and why, where it goes. */
final class SecretRequest {
  @Mixin private Change change = new Change();
  @Mixin private ImportedSecret imported = new ImportedSecret();
  @Mixin private SecretHandover handover = new SecretHandover();

  @Parameters(paramLabel = "ID", description = "the client's id")
  private String id = "";

  /** About this client, to be completed. */
  ObjectNode begun() {
    return Json.object().put("client_id", id);
  }

  /** Asks, and hands the secret over; returns the exit code. */
  int send(String operation, ObjectNode request, Rolegate rolegate) {
    var terminal = rolegate.terminal();
    imported.addTo(request, terminal);
    change.signed(request, terminal);
    return handover.receive(operation, request, rolegate);
  }
}
