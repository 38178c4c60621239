package dev.rolegate.auth.apikey;

import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into a server's audit who came in and who went out with its file of API keys. Who changed
 * the file is not known here. Thread-safe.
 */
public final class ApiKeyAudit {
  private static final Logger log = LoggerFactory.getLogger(ApiKeyAudit.class);
  private static final String NO_REQUEST = "api-keys";
  private static final String REASON = "api_keys_file";

  private final String server;
  private final AuditTrail trail;
  private final InstantSource clock;

  public ApiKeyAudit(String server, AuditTrail trail, InstantSource clock) {
    this.server = server;
    this.trail = trail;
    this.clock = clock;
  }

  /** One line for each key. */
  public void note(KeyChanges changes) {
    try {
      for (var key : changes.went()) {
        trail.append(event(key, "api_key/went"));
      }
      for (var key : changes.came()) {
        trail.append(event(key, "api_key/came"));
      }
    } catch (AuditUnavailable e) {
      // Nobody is let in meanwhile, by whichever keys.
      log.error("The change of the API keys is not in the audit, which cannot be written");
    }
  }

  private AuditEvent event(ApiKey key, String action) {
    return new AuditEvent(
        clock.instant(),
        NO_REQUEST,
        server,
        key.subject(),
        key.keyId(),
        key.jobRole(),
        action,
        null,
        AuditEvent.Outcome.ALLOWED,
        REASON);
  }
}
