package dev.rolegate.mcp.approval;

import static dev.rolegate.mcp.approval.Html.all;
import static dev.rolegate.mcp.approval.Html.el;
import static dev.rolegate.mcp.approval.Html.nothing;
import static dev.rolegate.mcp.approval.Html.text;

import dev.rolegate.mcp.approval.Html.Element;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The frame around every page. */
final class Layout {
  private static final int MOST_NAME = 80;

  private final ApprovalSite site;

  Layout(ApprovalSite site) {
    this.site = site;
  }

  /** Where one is. */
  enum Place {
    CHANGES,
    DECISIONS,
    ELSEWHERE
  }

  /** A page of somebody who signed in. */
  Element page(
      String title,
      Session session,
      Place place,
      boolean seesDecisions,
      Instant now,
      Html content) {
    var approver = session.approver();
    var role = approver.jobRole();
    var navigation =
        el(
                "nav",
                link("Changes", site.path(), place == Place.CHANGES),
                seesDecisions
                    ? link("Decisions", site.path("decisions"), place == Place.DECISIONS)
                    : nothing())
            .with("aria-label", "Pages");
    var person =
        el(
                "div",
                el(
                        "p",
                        el("strong", Shown.line(approver.name(), MOST_NAME)).as("name"),
                        text(" "),
                        role == null
                            ? nothing()
                            : el("span", Shown.line(role, MOST_NAME)).as("role"))
                    .as("who"),
                new ChangeCard.Form(site.path("sign-out"), session)
                    .apply(el("button", "Sign out").as("quiet").with("type", "submit")))
            .as("me");
    var footer =
        el(
            "p",
            text("Signed in as "),
            Shown.line(approver.account(), MOST_NAME),
            text(" until "),
            Moment.exact(approver.expiresAt(), now),
            text("."));
    return frame(title, nothing(), all(navigation, person), content, footer);
  }

  /** A page for anybody. */
  Element page(String title, Html content) {
    return frame(title, nothing(), nothing(), content, nothing());
  }

  /** A page that leads on by itself. */
  Element leadingTo(String path, String title, Html content) {
    var refresh = el("meta").with("http-equiv", "refresh").with("content", "0;url=" + path);
    return frame(title, refresh, nothing(), content, nothing());
  }

  private Element frame(
      String title, Html inHead, Html inBar, Html content, @Nullable Html footer) {
    return el(
            "html",
            el(
                "head",
                el("meta").with("charset", "utf-8"),
                el("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"),
                el("meta").with("name", "color-scheme").with("content", "light dark"),
                inHead,
                el("title", title + " · " + site.server() + " approvals · Rolegate"),
                el("link").with("rel", "stylesheet").with("href", site.path("style.css"))),
            el(
                "body",
                el("a", "Skip to content").as("skip").with("href", "#content"),
                el("header", el("div", brand(), inBar).as("wide bar")).as("top"),
                el("main", content).with("id", "content").with("tabindex", "-1").as("wide"),
                el("footer", footer == null ? nothing() : footer).as("wide")))
        .with("lang", "en");
  }

  private Html brand() {
    return el(
            "p",
            el("span", "Rolegate").as("product"),
            text(" approvals "),
            el("span", site.server()).as("server"))
        .as("brand");
  }

  private static Html link(String name, String path, boolean isHere) {
    var link = el("a", name).with("href", path);
    return isHere ? link.with("aria-current", "page") : link;
  }
}
