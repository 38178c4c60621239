package dev.rolegate.agent.chat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which language model is asked, where, and with what key: {@code CHAT_…}. Immutable. */
public sealed interface ModelChoice {
  /** None is configured. */
  record None() implements ModelChoice {}

  /** What is configured makes no sense; each problem says what to do. */
  record Wrong(List<String> problems) implements ModelChoice {
    public Wrong {
      problems = List.copyOf(problems);
    }
  }

  /** One is. */
  final class Chosen implements ModelChoice {
    private final Vendor vendor;
    private final String name;
    private final String address;
    private final @Nullable Secret key;

    Chosen(Vendor vendor, String name, String address, @Nullable Secret key) {
      this.vendor = vendor;
      this.name = name;
      this.address = address;
      this.key = key;
    }

    Vendor vendor() {
      return vendor;
    }

    String name() {
      return name;
    }

    /** The URL that the vendor's paths follow; no slash at its end. */
    String address() {
      return address;
    }

    @Nullable Secret key() {
      return key;
    }

    /** For people: vendor, name and address, never the key. */
    @Override
    public String toString() {
      return vendor + ":" + name + " at " + address;
    }
  }

  /** How to choose one, in lines for people. */
  static List<String> help() {
    return List.of(
        "No language model is configured. Say which one in the environment:",
        "  CHAT_MODEL=openai:NAME      with CHAT_API_KEY_FILE or OPENAI_API_KEY",
        "  CHAT_MODEL=anthropic:NAME   with CHAT_API_KEY_FILE or ANTHROPIC_API_KEY",
        "  CHAT_MODEL=gemini:NAME      with CHAT_API_KEY_FILE or GEMINI_API_KEY",
        "  CHAT_MODEL=ollama:NAME      a model on this machine, without a key",
        "CHAT_BASE_URL names another server that speaks like one of them, such as"
            + " http://localhost:8000/v1 with openai.");
  }

  /** Reads it. The vendor's own variable is for its own address, and goes to no other. */
  static ModelChoice from(Env env) {
    var settings = new Settings(env);
    var model = settings.optional("CHAT_MODEL");
    if (model == null) {
      return settings.problems().isEmpty() ? new None() : new Wrong(settings.problems());
    }
    var colon = model.indexOf(':');
    var vendor = vendor(colon < 0 ? model : model.substring(0, colon));
    if (vendor == null || colon < 0 || colon == model.length() - 1) {
      settings.problem(
          "CHAT_MODEL: %s names no model; give VENDOR:NAME, the vendor one of %s%s"
              .formatted(
                  OneLine.quoted(model),
                  String.join(", ", vendors()),
                  vendor == null ? NearMatch.suggestion(model, vendors()) : ""));
      return new Wrong(settings.problems());
    }
    var address = settings.url("CHAT_BASE_URL", vendor.address());
    mustBePrivate(address, settings);
    var key = key(vendor, settings);
    return settings.problems().isEmpty()
        ? new Chosen(vendor, model.substring(colon + 1), address, key)
        : new Wrong(settings.problems());
  }

  private static List<String> vendors() {
    return Arrays.stream(Vendor.values()).map(Vendor::toString).toList();
  }

  private static @Nullable Vendor vendor(String word) {
    for (var vendor : Vendor.values()) {
      if (vendor.toString().equals(word)) {
        return vendor;
      }
    }
    return null;
  }

  /** What is said to a model, and the key, must not go where others read it. */
  private static void mustBePrivate(String address, Settings settings) {
    var url = URI.create(address);
    if (url.getScheme().equals("http")
        && !Loopback.isHost(url.getHost())
        && !"internal-network".equals(settings.optional("PLAIN_HTTP"))) {
      settings.problem(
          "CHAT_BASE_URL: is plain http to another machine, where others could read the key and"
              + " what is said; give an https URL, or say PLAIN_HTTP=internal-network if that is"
              + " what it is");
    }
  }

  private static @Nullable Secret key(Vendor vendor, Settings settings) {
    var key = settings.secret("CHAT_API_KEY");
    var elsewhere = settings.optional("CHAT_BASE_URL") != null;
    var own = vendor.keyVariable();
    if (key == null && own != null && !elsewhere) {
      key = settings.secret(own);
    }
    if (!settings.problems().isEmpty()) {
      return null;
    }
    if (key == null && own != null && !(elsewhere && vendor == Vendor.OPENAI)) {
      settings.problem(
          ("CHAT_API_KEY: %s needs a key; give CHAT_API_KEY_FILE, the path of a file that only you"
                  + " can read%s")
              .formatted(vendor, elsewhere ? "" : ", or " + own));
    } else if (key != null && !key.text().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      settings.problem("CHAT_API_KEY: holds what cannot be in a key; copy it again");
    }
    return key;
  }
}
