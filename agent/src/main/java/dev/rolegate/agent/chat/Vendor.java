package dev.rolegate.agent.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Those whose models can be asked; a server that is compatible with one counts as it. */
enum Vendor {
  OPENAI("https://api.openai.com/v1", "OPENAI_API_KEY"),
  ANTHROPIC("https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
  GEMINI("https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY"),
  OLLAMA("http://localhost:11434", null);

  private final String address;
  private final @Nullable String keyVariable;

  Vendor(String address, @Nullable String keyVariable) {
    this.address = address;
    this.keyVariable = keyVariable;
  }

  /** Where it is, unless something else is said. */
  String address() {
    return address;
  }

  /** The variable that holds its key by its own documentation; null: it takes none. */
  @Nullable String keyVariable() {
    return keyVariable;
  }

  /** As it is written in {@code CHAT_MODEL}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
