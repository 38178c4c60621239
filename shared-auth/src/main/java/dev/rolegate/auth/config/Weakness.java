package dev.rolegate.auth.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds secrets that an attacker would try first (RFC 8725 §3.5). */
final class Weakness {
  private static final int LEAST_SURPRISE = 16;

  /**
   * Example keys of tutorials and products, letters and digits only. What is left of a secret when
   * these and the words below are taken away is what an attacker has to guess.
   */
  private static final List<String> KNOWN_KEYS =
      List.of(
          "aym1sysppbydfgzld3umj1qzkobwvmkoqqestjqlrt1qs0gzh75aktmn3yj0ips4hcguutwjazzr1z9caow",
          "qwertyuiopasdfghjklzxcvbnm123456",
          "astringsecretatleast256bitslong",
          "supersecretjwttokenwithatleast32characterslong",
          "gawgguyfygrwkav7ax4vkug",
          "1234567890",
          "0123456789",
          "abcdefghijklmnopqrstuvwxyz");

  /** Longest first, so that {@code password} goes before {@code pass}. */
  private static final List<String> WORDS =
      List.of(
          "characters",
          "signature",
          "changeit",
          "changeme",
          "password",
          "passwort",
          "rolegate",
          "symmetric",
          "insecure",
          "authentication",
          "default",
          "example",
          "generate",
          "localhost",
          "minimum",
          "private",
          "service",
          "signing",
          "testing",
          "client",
          "change",
          "qwerty",
          "random",
          "secret",
          "secure",
          "server",
          "should",
          "string",
          "strong",
          "admin",
          "alice",
          "carol",
          "company",
          "abcdef",
          "demo",
          "hmac",
          "hs256",
          "least",
          "letmein",
          "long",
          "super",
          "token",
          "very",
          "your",
          "please",
          "replace",
          "sample",
          "pass",
          "test",
          "this",
          "that",
          "with",
          "must",
          "123456",
          "12345",
          "1234",
          "123",
          "256",
          "api",
          "app",
          "auth",
          "bit",
          "bits",
          "bob",
          "dev",
          "for",
          "jwt",
          "key",
          "the",
          "not",
          "use",
          "foo",
          "bar",
          "my",
          "at",
          "in",
          "is",
          "of",
          "to",
          "be",
          "me",
          "it",
          "32",
          "64",
          "a");

  private Weakness() {}

  /** What is weak about the secret and what to do, as the end of a sentence; null when nothing. */
  static @Nullable String of(byte[] secret, int leastBytes) {
    var remedy = "; make one with: openssl rand -base64 " + Math.max(leastBytes, 32);
    if (secret.length < leastBytes) {
      return "is "
          + secret.length
          + " bytes long, at least "
          + leastBytes
          + " random ones are needed"
          + remedy;
    }
    if (repeats(secret) || counts(secret)) {
      return "repeats itself, so it can be guessed" + remedy;
    }
    if (isKnown(secret)) {
      return "is made of well-known words or a published example, so it can be guessed" + remedy;
    }
    return null;
  }

  /** One pattern of at most half the length, again and again; the last time may be cut short. */
  private static boolean repeats(byte[] secret) {
    for (var period = 1; period <= secret.length / 2; period++) {
      var at = period;
      while (at < secret.length && secret[at] == secret[at - period]) {
        at++;
      }
      if (at == secret.length) {
        return true;
      }
    }
    return false;
  }

  /** Each byte is its predecessor plus the same step, as in 00 01 02 …. */
  private static boolean counts(byte[] secret) {
    for (var i = 2; i < secret.length; i++) {
      if ((byte) (secret[i] - secret[i - 1]) != (byte) (secret[1] - secret[0])) {
        return false;
      }
    }
    return secret.length > 2;
  }

  private static boolean isKnown(byte[] secret) {
    for (var b : secret) {
      if (b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    var left =
        new String(secret, StandardCharsets.US_ASCII)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]", "");
    for (var known : KNOWN_KEYS) {
      left = left.replace(known, "");
    }
    for (var word : WORDS) {
      left = left.replace(word, "");
    }
    return left.length() < Math.min(LEAST_SURPRISE, secret.length / 2);
  }
}
