package dev.rolegate.agent.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question and all that came of it. Every call in it has its result, and it ends with words of
 * the model, or of ours in its place: vendors take nothing else. Not thread-safe.
 */
final class Turn {
  private final List<ChatMessage> messages = new ArrayList<>();
  private int characters;

  Turn(String question) {
    messages.add(UserMessage.from(question));
    characters = question.length();
  }

  /** The model calls tools; their results follow. */
  void calls(AiMessage message) {
    messages.add(message);
    characters += length(message.text());
    message
        .toolExecutionRequests()
        .forEach(request -> characters += request.name().length() + length(request.arguments()));
  }

  void result(ToolExecutionResultMessage message) {
    messages.add(message);
    characters += length(message.text());
  }

  /** The end. */
  void said(AiMessage message) {
    messages.add(message);
    characters += length(message.text());
  }

  List<ChatMessage> messages() {
    return messages;
  }

  int characters() {
    return characters;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
