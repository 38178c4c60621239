package dev.rolegate.crm;

import java.util.Locale;

/** Stages of an opportunity, each with the probabilities in percent that are honest for it. */
enum Stage {
  PROSPECTING(1, 10, 20),
  QUALIFICATION(10, 25, 40),
  PROPOSAL(30, 50, 70),
  NEGOTIATION(50, 75, 95),
  CLOSED_WON(100, 100, 100),
  CLOSED_LOST(0, 0, 0);

  private final int least;
  private final int usual;
  private final int most;

  Stage(int least, int usual, int most) {
    this.least = least;
    this.usual = usual;
    this.most = most;
  }

  int usual() {
    return usual;
  }

  boolean fits(int probability) {
    return probability >= least && probability <= most;
  }

  boolean isOpen() {
    return switch (this) {
      case PROSPECTING, QUALIFICATION, PROPOSAL, NEGOTIATION -> true;
      case CLOSED_WON, CLOSED_LOST -> false;
    };
  }

  /** The sentence for a probability that does not fit. */
  String refusal(int probability) {
    return "probability %s does not fit the stage %s, which has %s to %s; correct one, or leave probability out for the usual %s."
        .formatted(probability, this, least, most, usual);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
