package dev.rolegate.agent.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.rolegate.agent.AgentTools;
import dev.rolegate.agent.Person;
import dev.rolegate.auth.text.OneLine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A person, a model and the tools of the servers. The model proposes; whether something is called
 * that may change anything is decided by a person, beside this conversation and never in it. One
 * thread asks; {@link #stop} may be called by another.
 */
public final class Conversation {
  private final LanguageModel model;
  private final AgentTools tools;
  private final Person person;
  private final Screen screen;
  private final Limits limits;
  private final Clock clock;
  private final Supplier<List<String>> notes;
  private final History history;
  private volatile @Nullable Pieces running;
  private volatile boolean stopped;

  /**
   * @param person answers for what may change something
   * @param notes what the model should know about servers whose tools are missing, one line each
   * @param clock tells the model what day it is
   */
  public Conversation(
      LanguageModel model,
      AgentTools tools,
      Person person,
      Screen screen,
      Limits limits,
      Supplier<List<String>> notes,
      Clock clock) {
    this.model = model;
    this.tools = tools;
    this.person = person;
    this.screen = screen;
    this.limits = limits;
    this.notes = notes;
    this.clock = clock;
    this.history = new History(limits);
  }

  /** How an answer ended; the screen was told. */
  public enum Ending {
    /** With the model's own words. */
    ANSWERED,
    /** The person stopped it. */
    STOPPED,
    /** The model did not come to an end and was stopped. */
    ENDLESS,
    /** The model could not be asked, or broke off. */
    FAILED
  }

  /** Asks, calls what the model wants called, and returns when it has answered, or cannot. */
  public Ending ask(String question) {
    stopped = false;
    var turn = new Turn(question);
    try {
      return answer(turn);
    } finally {
      running = null;
      history.add(turn);
    }
  }

  /** Ends the answer that is being given: at once, or when the tool that runs has answered. */
  public void stop() {
    stopped = true;
    var pieces = running;
    if (pieces != null) {
      pieces.stop();
    }
  }

  /** As if nothing had been said. */
  public void forget() {
    history.forget();
  }

  private Ending answer(Turn turn) {
    var calls = new ToolCalls(tools, person, screen, limits);
    for (var round = 0; round < limits.rounds(); round++) {
      var belt = ToolBelt.of(tools.all());
      switch (listen(turn, belt)) {
        case Heard.Nothing(var ending, var why) -> {
          return ended(turn, ending, why);
        }
        case Heard.Words(var message) -> {
          turn.said(message);
          return Ending.ANSWERED;
        }
        case Heard.Calls(var message) -> call(message, belt, calls, turn);
      }
    }
    return ended(
        turn,
        Ending.ENDLESS,
        ("The model called tools %d times over without an answer, so it was stopped. Ask for less,"
                + " or in other words.")
            .formatted(limits.rounds()));
  }

  private void call(AiMessage message, ToolBelt belt, ToolCalls calls, Turn turn) {
    turn.calls(message);
    var made = 0;
    for (var request : message.toolExecutionRequests()) {
      var result =
          stopped
              ? calls.refused(request, "The person stopped the answer, so it was not called.")
              : made++ < limits.calls()
                  ? calls.call(request, belt)
                  : calls.refused(
                      request, "Not called: at most %d calls at once.".formatted(limits.calls()));
      turn.result(result);
    }
  }

  /** What one answer of the model came to. */
  private sealed interface Heard {
    record Words(AiMessage message) implements Heard {}

    record Calls(AiMessage message) implements Heard {}

    record Nothing(Ending ending, String why) implements Heard {}
  }

  private static final Heard CUT =
      new Heard.Nothing(
          Ending.FAILED,
          "The model's answer was cut off on the way, so none of it was done; ask again.");

  private Heard listen(Turn turn, ToolBelt belt) {
    var pieces = new Pieces();
    running = pieces;
    if (stopped) {
      pieces.stop();
    } else {
      model.ask(request(turn, belt), pieces);
    }
    try {
      return read(pieces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Heard.Nothing(Ending.STOPPED, "The answer was stopped.");
    } finally {
      model.breakOff();
    }
  }

  private Heard read(Pieces pieces) throws InterruptedException {
    var harmless = new HarmlessPieces();
    var end = System.nanoTime() + limits.patience().toNanos();
    var characters = 0;
    while (true) {
      switch (pieces.next(Duration.ofNanos(end - System.nanoTime()))) {
        case null -> {
          return new Heard.Nothing(
              Ending.FAILED,
              "The model did not finish within %d s, so it was broken off; ask again."
                  .formatted(limits.patience().toSeconds()));
        }
        case Pieces.Piece.Text(var text) -> {
          characters += text.length();
          if (characters > limits.answer()) {
            return new Heard.Nothing(
                Ending.ENDLESS, "The model's answer has no end, so it was broken off.");
          }
          screen.piece(harmless.of(text));
        }
        case Pieces.Piece.Whole(var response) -> {
          return whole(response);
        }
        case Pieces.Piece.Broken(var thrown) -> {
          return new Heard.Nothing(Ending.FAILED, model.trouble(thrown));
        }
        case Pieces.Piece.Ended _ -> {
          return CUT;
        }
        case Pieces.Piece.Stopped _ -> {
          return new Heard.Nothing(Ending.STOPPED, "The answer was stopped.");
        }
      }
    }
  }

  private Heard whole(ChatResponse response) {
    var message = response.aiMessage();
    var reason = response.finishReason();
    // A stream that was cut looks whole otherwise, and half a call must not be made.
    if (reason == null) {
      return CUT;
    }
    if (message.hasToolExecutionRequests()) {
      return new Heard.Calls(message);
    }
    if (message.text() == null || message.text().isBlank()) {
      return new Heard.Nothing(Ending.FAILED, "The model said nothing; ask again.");
    }
    if (reason == FinishReason.LENGTH) {
      screen.line("(the model's answer ends here because it may not be longer)");
    }
    return new Heard.Words(message);
  }

  private Ending ended(Turn turn, Ending ending, String why) {
    screen.line(why);
    turn.said(AiMessage.from("[" + why + "]"));
    return ending;
  }

  private ChatRequest request(Turn turn, ToolBelt belt) {
    var messages = new ArrayList<ChatMessage>();
    messages.add(
        SystemMessage.from(
            Instructions.text(
                LocalDate.now(clock),
                notes.get().stream().limit(20).map(note -> OneLine.of(note, 500)).toList())));
    messages.addAll(history.messages());
    messages.addAll(turn.messages());
    var request = ChatRequest.builder().messages(messages);
    var specifications = belt.specifications();
    return specifications.isEmpty()
        ? request.build()
        : request.toolSpecifications(specifications).build();
  }
}
