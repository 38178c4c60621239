package dev.rolegate.mcp.approval;

import static dev.rolegate.auth.http.ManagementRoute.Method.GET;
import static dev.rolegate.auth.http.ManagementRoute.Method.POST;

import dev.rolegate.auth.ApproverVerification;
import dev.rolegate.auth.http.ManagementRoute;
import dev.rolegate.auth.http.ManagementRoute.Guard;
import dev.rolegate.mcp.change.Approvals;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Every route of the approval page and of its JSON counterpart, on one page. Thread-safe. */
public final class ApprovalRoutes {
  private static final String AT = ApprovalSite.SERVED_AT;

  private final ApprovalSite site;
  private final ApprovalPage page;
  private final SignIn signIn;
  private final Messages messages;
  private final ApprovalApi api;
  private final byte[] style = style();

  /**
   * @param approvers verifies the token of an approver for this server
   */
  public ApprovalRoutes(
      ApprovalSite site,
      Approvals approvals,
      Function<String, ApproverVerification> approvers,
      SignInCodes codes,
      Decisions decisions,
      InstantSource clock) {
    this.site = site;
    var cookies = new Cookies(site);
    var desk = new Visitor.Desk(cookies, approvers);
    var answer = new PageAnswer(site);
    var layout = new Layout(site);
    this.messages = new Messages(site, answer, layout);
    this.signIn = new SignIn(site, cookies, codes, desk, answer, messages, clock);
    this.page =
        new ApprovalPage(site, approvals, decisions, desk, signIn, answer, layout, messages, clock);
    this.api = new ApprovalApi(approvals, approvers);
  }

  /** For the management port; none is for the bearer of the management token. */
  public List<ManagementRoute> all() {
    return List.of(
        // open to everybody
        route(GET, "/sign-in", signIn::begin),
        route(GET, "/session", signIn::comeBack),
        route(GET, "/signed-out", messages::signedOut),
        route(GET, "/style.css", this::style),

        // behind the token of an approver, for programs; first, or an id would be called api
        program("/api/pending", api.pending()),
        program("/api/approve", api.approve()),
        program("/api/decline", api.decline()),

        // behind the session of a person
        route(GET, "", page.list()),
        route(GET, "/decisions", page.decisions()),
        route(GET, "/{id}", page.one()),
        route(POST, "/{id}/approve", page.approve()),
        route(POST, "/{id}/decline", page.decline()),
        route(POST, "/sign-out", page.signOut()));
  }

  private ManagementRoute route(ManagementRoute.Method method, String below, Handler handler) {
    return new ManagementRoute(method, AT + below, handler, new Guard.ByHandler(site.origin()));
  }

  private static ManagementRoute program(String below, Handler handler) {
    return new ManagementRoute(POST, AT + below, handler, new Guard.ByHandler(null));
  }

  private void style(Context ctx) {
    ctx.contentType("text/css; charset=utf-8");
    ctx.header("Cache-Control", "max-age=300");
    ctx.result(style);
  }

  private static byte[] style() {
    try (var in = ApprovalRoutes.class.getResourceAsStream("style.css")) {
      return Objects.requireNonNull(in, "style.css is in this module").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
