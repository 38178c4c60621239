package dev.rolegate.agent.chat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.rolegate.auth.text.OneLine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import javax.net.ssl.SSLException;

/** What a model's vendor said no with, told plainly; the key is in none of it. */
final class Trouble {
  private static final int LONGEST_EXCERPT = 300;

  private Trouble() {}

  static String words(Throwable thrown, ModelChoice.Chosen model) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException answered) {
        return answered(answered, model);
      }
    }
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ModelHttp.TooLong _ -> {
          return "The model's answer has no end; it was broken off. Ask for something shorter.";
        }
        case SSLException _ -> {
          return model.address()
              + " did not prove who it is over TLS; check CHAT_BASE_URL, and whom Java trusts.";
        }
        case ConnectException _, HttpConnectTimeoutException _ -> {
          return "Nobody answers at " + model.address() + hint(model);
        }
        case TimeoutException _, IOException _ -> {
          return "The connection to "
              + model.address()
              + " broke before the answer was whole; ask again.";
        }
        default -> {
          // look at what caused it
        }
      }
    }
    return model.vendor()
        + " answered what was not understood; does CHAT_BASE_URL name a server that speaks like"
        + " it?";
  }

  private static String answered(HttpException answer, ModelChoice.Chosen model) {
    var status = answer.statusCode();
    var who = model.vendor() + " (" + status + ")";
    return switch (status) {
      case 401, 403 ->
          who
              + " does not accept the key, or not for this model; check "
              + keyVariable(model)
              + ".";
      case 404 ->
          who
              + " does not know "
              + OneLine.quoted(model.name())
              + ", or is not at "
              + model.address()
              + "; check CHAT_MODEL and CHAT_BASE_URL.";
      case 429, 529 ->
          who + " has too much to do, or the account's quota is used up; wait, then ask again.";
      default ->
          status / 100 == 3
              ? who + " sends elsewhere, which is not followed; give that address: CHAT_BASE_URL."
              : status / 100 == 5
                  ? who + " has trouble of its own; ask again later."
                  : who + " did not accept the request: " + excerpt(answer, model);
    };
  }

  private static String excerpt(HttpException answer, ModelChoice.Chosen model) {
    var text = String.valueOf(answer.getMessage());
    var key = model.key();
    return OneLine.of(key == null ? text : text.replace(key.text(), "[key]"), LONGEST_EXCERPT);
  }

  private static String keyVariable(ModelChoice.Chosen model) {
    var own = model.vendor().keyVariable();
    return own == null ? "CHAT_API_KEY" : "CHAT_API_KEY or " + own;
  }

  private static String hint(ModelChoice.Chosen model) {
    return model.vendor() == Vendor.OLLAMA
        ? "; is it running (ollama serve)?"
        : "; check CHAT_BASE_URL and the network.";
  }
}
