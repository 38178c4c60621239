package dev.rolegate.auth.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * The text of the file: {@code {"version": 1, "keys": […]}}, read as strictly as a token, since who
 * is let in depends on it. Thread-safe.
 */
public final class ApiKeyDocument {
  /** Bytes of the longest file. */
  static final int LARGEST = 256 * 1024;

  /** Entries of one file. */
  static final int MOST = 500;

  private static final int MOST_PROBLEMS = 10;
  private static final StrictJson JSON = new StrictJson(LARGEST, 1024, 64);
  private static final ObjectWriter WRITER =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private ApiKeyDocument() {}

  /** What came of reading. */
  public sealed interface Reading {
    record Read(List<ApiKey> keys) implements Reading {
      public Read {
        keys = List.copyOf(keys);
      }
    }

    /** Every problem as a sentence, the first ten of them. */
    record Refused(List<String> problems) implements Reading {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads; never throws for any input. */
  static Reading read(byte[] utf8) {
    return switch (JSON.read(utf8)) {
      case StrictJson.Reading.Read(var object) -> read(object);
      case StrictJson.Reading.Duplicate _ -> refused("has a member twice; give each once");
      case StrictJson.Reading.Broken _ ->
          refused("is not one JSON object of at most 256 KiB in UTF-8; write it with rolegate");
    };
  }

  private static Reading read(ObjectNode object) {
    var keys = object.path("keys");
    if (!object.path("version").isInt() || object.get("version").intValue() != 1) {
      return refused("has no \"version\": 1, the only one that is understood");
    }
    if (object.size() != 2 || !keys.isArray()) {
      return refused("must have two members, version and the array keys, and no other");
    }
    if (keys.size() > MOST) {
      return refused("has more than " + MOST + " keys; take back those that nobody uses");
    }
    var read = new ArrayList<ApiKey>();
    var problems = new ArrayList<String>();
    for (var i = 0; i < keys.size(); i++) {
      var entry = new ApiKeyEntry("keys[" + i + "]", problems);
      var key = entry.read(keys.get(i));
      if (key != null) {
        read.add(key);
      }
    }
    findTwins(read, problems);
    return problems.isEmpty()
        ? new Reading.Read(read)
        : new Reading.Refused(problems.stream().limit(MOST_PROBLEMS).toList());
  }

  /** One key is one caller, and a name has at most the two keys of a rotation. */
  private static void findTwins(List<ApiKey> keys, List<String> problems) {
    var digests = new HashSet<String>();
    var names = new HashMap<String, Integer>();
    for (var key : keys) {
      if (!digests.add(key.sha256())) {
        problems.add("two entries have the key of " + key.keyId() + "; each needs one of its own");
      }
      if (names.merge(key.keyId(), 1, Integer::sum) == 3) {
        problems.add(key.keyId() + " has more than two keys; remove the oldest");
      }
    }
  }

  private static Reading refused(String problem) {
    return new Reading.Refused(List.of(problem));
  }

  /** The text of a file with these entries. */
  static byte[] write(List<ApiKey> keys) {
    var object = JsonNodeFactory.instance.objectNode().put("version", 1);
    var array = object.putArray("keys");
    keys.forEach(key -> array.add(json(key)));
    try {
      return (WRITER.writeValueAsString(object) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** An entry as the file has it. */
  public static ObjectNode json(ApiKey key) {
    return rights(key)
        .put("not_before", key.notBefore().toString())
        .put("not_after", key.notAfter().toString());
  }

  /** All of it but its times: who it is and where it is good. */
  static ObjectNode rights(ApiKey key) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("key_id", key.keyId()).put("sha256", key.sha256()).put("sub", key.subject());
    if (key.jobRole() != null) {
      json.put("job_role", key.jobRole());
    }
    if (key.id() != null) {
      json.put("id", key.id());
    }
    if (key.name() != null) {
      json.put("name", key.name());
    }
    var servers = json.putArray("servers");
    key.servers().forEach((String server) -> servers.add(server));
    return json;
  }
}
