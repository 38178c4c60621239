package dev.rolegate.agent.chat;

import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.rolegate.auth.config.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model that can be asked, and broken off. Thread-safe. */
public final class LanguageModel implements AutoCloseable {
  /** Tokens of one answer, for the vendor that wants to be told. */
  private static final int LONGEST_ANSWER = 8192;

  private final ModelChoice.Chosen choice;
  private final ModelHttp http = new ModelHttp();
  private final StreamingChatModel chat;

  private LanguageModel(ModelChoice.Chosen choice) {
    this.choice = choice;
    this.chat =
        switch (choice.vendor()) {
          case OPENAI -> openAi();
          case ANTHROPIC -> anthropic();
          case GEMINI -> gemini();
          case OLLAMA -> ollama();
        };
  }

  /** Nothing is asked yet. */
  public static LanguageModel of(ModelChoice.Chosen choice) {
    return new LanguageModel(choice);
  }

  /** Asks; all that comes, comes there. One at a time. */
  void ask(ChatRequest request, Pieces pieces) {
    http.whenEnded(pieces::ended);
    try {
      chat.chat(request, pieces);
    } catch (RuntimeException e) {
      pieces.onError(e);
    }
  }

  /** Breaks off the answer that is being given, if any. */
  void breakOff() {
    http.breakOff();
  }

  /** What went wrong, for people. */
  String trouble(Throwable thrown) {
    return Trouble.words(thrown, choice);
  }

  @Override
  public void close() {
    http.close();
  }

  @Override
  public String toString() {
    return choice.toString();
  }

  private StreamingChatModel openAi() {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http.builder())
        .baseUrl(choice.address())
        .apiKey(text(choice.key()))
        .modelName(choice.name())
        .build();
  }

  private StreamingChatModel anthropic() {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http.builder())
        .baseUrl(choice.address())
        .apiKey(text(choice.key()))
        .modelName(choice.name())
        .maxTokens(LONGEST_ANSWER)
        .build();
  }

  private StreamingChatModel gemini() {
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(http.builder())
        .baseUrl(choice.address())
        .apiKey(text(choice.key()))
        .modelName(choice.name())
        // Its newer models sign what they thought, and take no call without that signature back.
        .returnThinking(true)
        .sendThinking(true)
        .build();
  }

  private StreamingChatModel ollama() {
    var key = choice.key();
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http.builder())
        .baseUrl(choice.address())
        .customHeaders(key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.text()))
        .modelName(choice.name())
        .build();
  }

  private static @Nullable String text(@Nullable Secret key) {
    return key == null ? null : key.text();
  }
}
