package dev.rolegate.token.approver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of each server. This class is immutable. */
public final class ApprovalPages {
  private final List<ApprovalPage> pages;

  public ApprovalPages(List<ApprovalPage> pages) {
    this.pages = List.copyOf(pages);
  }

  /** In the order of the settings. */
  public List<ApprovalPage> all() {
    return pages;
  }

  /** The page of the server that a request names, or null. */
  public @Nullable ApprovalPage find(@Nullable String server) {
    for (var page : pages) {
      if (page.server().equals(server)) {
        return page;
      }
    }
    return null;
  }

  /** The names, for people. */
  public String names() {
    return String.join(", ", pages.stream().map(ApprovalPage::server).toList());
  }
}
