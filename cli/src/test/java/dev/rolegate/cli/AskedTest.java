package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of somebody at a terminal. */
class AskedTest {
  private final StubService service = new StubService();

  @BeforeEach
  void answering() {
    service.answering(200, "{}");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void whyIsAskedForWhenItIsNotSaid() {
    var typed = Typed.byHand(service, "  ticket 4711 \n", "client disable x");
    assertThat(typed.code()).isZero();
    assertThat(typed.err()).isEqualTo("Why? The reason is kept in the audit: ");
    assertThat(service.asked().getFirst().body()).contains("\"reason\":\"ticket 4711\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Yes\n", "y"})
  void aYesIsOne(String answer) {
    var typed = Typed.byHand(service, answer, "client remove x --reason y");
    assertThat(typed.err())
        .isEqualTo("This will remove client x, which cannot be undone. Go on? [y/N] ");
    assertThat(typed.code()).isZero();
    assertThat(service.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "n\n", "no\ny\n", "yess\n"})
  void anythingElseIsNone(String answer) {
    var typed = Typed.byHand(service, answer, "revoke --all --reason y");
    assertThat(typed.err()).endsWith("rolegate: nothing was changed\n");
    assertThat(typed.code()).isEqualTo(1);
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void bothAreAskedOneAfterTheOther() {
    var typed = Typed.byHand(service, "stolen\ny\n", "key revoke k");
    assertThat(typed.code()).isZero();
    assertThat(service.asked().getFirst().body()).contains("\"reason\":\"stolen\"");
  }
}
