package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What is open to everybody says what it should, and holds nothing that is not for everybody. */
final class Discovery {
  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

  private final Wire wire;
  private final Ledger ledger;

  Discovery(Wire wire, Ledger ledger) {
    this.wire = wire;
    this.ledger = ledger;
  }

  void server(Target target, String issuer) {
    for (var path :
        List.of(
            "/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp")) {
      var heard = get(target, path);
      var document = heard.json();
      cell(
          target,
          path,
          "names itself",
          target.url().toString(),
          said(heard, document.path("resource")),
          heard);
      cell(
          target,
          path,
          "names its issuer",
          issuer,
          said(heard, document.path("authorization_servers").path(0)),
          heard);
    }
    live(target);
  }

  /** Returns the published keys. */
  JsonNode tokenService(Target target, String issuer, Holder holder) {
    var path = "/.well-known/oauth-authorization-server";
    var metadata = get(target, path);
    cell(
        target,
        path,
        "names itself",
        issuer,
        said(metadata, metadata.json().path("issuer")),
        metadata);
    var jwks = get(target, "/.well-known/jwks.json");
    var secret =
        jwks.json().path("keys").valueStream().anyMatch(key -> PRIVATE.stream().anyMatch(key::has));
    cell(
        target,
        "/.well-known/jwks.json",
        "publishes public members only",
        "public",
        jwks.status() != 200 ? jwks.verdict() : secret ? "private" : "public",
        jwks);
    live(target);
    for (var closed : List.of("/metrics", "/admin/clients/list", "/admin/service/show")) {
      refused(target, closed, holder, "404 not_found");
    }
    refused(
        target, "/internal/revocations", holder, "401", "401 invalid_token", "401 unauthorized");
    return jwks.json();
  }

  private void live(Target target) {
    var heard = get(target, "/health/live");
    cell(target, "/health/live", "is up", "UP", said(heard, heard.json().path("status")), heard);
  }

  private void refused(Target target, String path, Holder holder, String... accepted) {
    var sent = Ask.of("GET", target.path(path), Ask.bearer(holder.token())).bytes(target);
    var heard = wire.exchange(target, sent);
    ledger.add(
        new Cell(
            Family.DISCOVERY,
            target.name(),
            holder.title(),
            path,
            "is shut for the token of a caller",
            List.of(accepted),
            heard.verdict(),
            Evidence.of(sent, heard)));
  }

  private Heard get(Target target, String path) {
    return wire.exchange(target, Ask.of("GET", target.path(path)).bytes(target));
  }

  private static String said(Heard heard, JsonNode value) {
    return heard.status() == 200 ? value.asText("") : heard.verdict();
  }

  private void cell(
      Target target, String path, String name, String expected, String observed, Heard heard) {
    var sent = Ask.of("GET", target.path(path)).bytes(target);
    ledger.add(
        new Cell(
            Family.DISCOVERY,
            target.name(),
            "",
            path,
            name,
            List.of(expected),
            observed,
            Evidence.of(sent, heard)));
  }
}
