package dev.rolegate.auth.anchor;

import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a service sends the checkpoints of its audit. This record is immutable.
 *
 * @param service the sender's name
 * @param url null: nowhere
 */
public record AnchorConfig(String service, @Nullable URI url) {
  private static final String URL = "AUDIT_ANCHOR_URL";

  /** Reads {@code AUDIT_ANCHOR_URL}; notes what is wrong with it in the settings. */
  public static AnchorConfig from(Settings settings, String service) {
    if (settings.optional(URL) == null) {
      return new AnchorConfig(service, null);
    }
    var url = URI.create(settings.url(URL, "http://localhost"));
    PlainHttp.check(
        settings,
        URL,
        url,
        "whoever is on the way could hold checkpoints back and forge others",
        "give an https URL");
    return new AnchorConfig(service, url);
  }

  /** Begins to send. */
  public Anchors open() {
    return url == null ? Anchors.NONE : RemoteAnchors.start(new AnchorClient(service, url));
  }
}
