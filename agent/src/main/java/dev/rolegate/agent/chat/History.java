package dev.rolegate.agent.chat;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last turns, whole ones only: a call is never torn from its result. Not thread-safe. */
final class History {
  private final Limits limits;
  private final Deque<Turn> turns = new ArrayDeque<>();

  History(Limits limits) {
    this.limits = limits;
  }

  void add(Turn turn) {
    turns.add(turn);
    while (turns.size() > limits.turns() || characters() > limits.remembered()) {
      turns.remove();
    }
  }

  void forget() {
    turns.clear();
  }

  /** Before those of the turn that runs. */
  List<ChatMessage> messages() {
    var all = new ArrayList<ChatMessage>();
    turns.forEach(turn -> all.addAll(turn.messages()));
    return all;
  }

  private long characters() {
    return turns.stream().mapToLong(Turn::characters).sum();
  }
}
