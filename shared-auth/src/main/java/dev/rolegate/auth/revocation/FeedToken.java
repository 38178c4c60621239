package dev.rolegate.auth.revocation;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credential that token service and servers share, by which servers follow the revocations.
 * This class is immutable; it prints itself redacted.
 */
public final class FeedToken {
  private static final String BEARER = "Bearer ";
  private static final int SHORTEST = 32;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private final byte[] token;

  /**
   * @throws IllegalArgumentException when it is unfit; the message is the end of a sentence
   */
  public FeedToken(Secret token) {
    var unfit = unfit(token);
    if (unfit != null) {
      throw new IllegalArgumentException(unfit);
    }
    this.token = token.bytes();
  }

  /** Where the token service keeps the one that it made, for servers to read. */
  public static Path in(Path data) {
    return data.resolve("shared/feed.token");
  }

  /** A fresh one, as it stands in the file. */
  public static byte[] fresh() {
    return (SecretText.random() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether these values of {@code Authorization} are this one; takes the same time if not. */
  public boolean isIn(List<String> authorizations) {
    var only = authorizations.size() == 1 ? authorizations.getFirst() : "";
    return only.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            token, only.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  /** The value of {@code Authorization}. */
  public String header() {
    return BEARER + new String(token, StandardCharsets.US_ASCII);
  }

  private static @Nullable String unfit(Secret token) {
    return VISIBLE.matcher(token.text()).matches()
        ? token.weakness(SHORTEST)
        : "holds more than visible ASCII characters; make one with: openssl rand -base64 32";
  }

  @Override
  public String toString() {
    return "FeedToken[redacted]";
  }
}
