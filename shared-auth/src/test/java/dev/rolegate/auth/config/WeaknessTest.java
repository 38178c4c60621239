package dev.rolegate.auth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeaknessTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "my_super_secret_key",
        "0123456789012345678901234567890",
        "kX3vQ9zT1pL6wR8mB2nC4dF7"
      })
  void aShortSecretIsWeak(String secret) {
    assertThat(Secret.of(secret).weakness(32))
        .startsWith("is " + secret.length() + " bytes long, at least 32 random ones are needed")
        .endsWith("openssl rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000000",
        "passwordpasswordpasswordpassword",
        "changeme-changeme-changeme-changeme",
        "kX3vQ9zT1kX3vQ9zT1kX3vQ9zT1kX3vQ9zT1",
        "!\"#$%&'()*+,-./0123456789:;<=>?@A"
      })
  void aRepeatingSecretIsWeak(String secret) {
    assertThat(Secret.of(secret).weakness(32)).startsWith("repeats itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my_super_secret_key_my_super_secret_key",
        "this-is-a-very-long-secret-key-for-jwt-signing-123456",
        "your-256-bit-secret-your-256-bit-key",
        "a-string-secret-at-least-256-bits-long",
        "super-secret-jwt-token-with-at-least-32-characters-long",
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        "please-change-me-please-change-me-now",
        "abcdefghijklmnopqrstuvwxyz123456"
      })
  void aWellKnownSecretIsWeak(String secret) {
    assertThat(Secret.of(secret).weakness(32)).startsWith("is made of well-known words");
  }

  @Test
  void randomSecretsAreNotWeakInAnyEncoding() {
    var random = new Random(7);
    for (var i = 0; i < 2000; i++) {
      var bytes = new byte[32];
      random.nextBytes(bytes);
      assertThat(Secret.of(bytes).weakness(32)).isNull();
      assertThat(Secret.of(HexFormat.of().formatHex(bytes)).weakness(32)).isNull();
      assertThat(Secret.of(Base64.getEncoder().encodeToString(bytes)).weakness(32)).isNull();
    }
  }
}
