package dev.rolegate.agent.chat;

import java.time.Duration;

/**
 * How far a conversation goes before it stops by itself.
 *
 * @param turns questions that are remembered, each with all that came of it
 * @param remembered characters that are remembered beside the question that is being answered
 * @param rounds answers of the model to one question; each may call tools
 * @param calls tool calls in one answer
 * @param result characters of one tool's result that the model is given
 * @param results characters of all results of one question
 * @param answer characters of one answer
 * @param patience how long one answer may take
 */
public record Limits(
    int turns,
    int remembered,
    int rounds,
    int calls,
    int result,
    int results,
    int answer,
    Duration patience) {

  /** What people get who say nothing else. */
  public static Limits usual() {
    return new Limits(20, 200_000, 16, 16, 16_000, 200_000, 100_000, Duration.ofMinutes(2));
  }
}
