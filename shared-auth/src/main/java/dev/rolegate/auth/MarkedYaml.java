package dev.rolegate.auth;

import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The small part of YAML that the policy is written in: mappings with text keys, lists of texts,
 * texts, numbers. No anchors, aliases or tags, no key twice. Notes every problem with its place.
 */
final class MarkedYaml {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");

  private final String file;
  private final List<String> problems = new ArrayList<>();

  MarkedYaml(String file) {
    this.file = file;
  }

  /** A key with its value, and where the key stands. */
  record Entry(Place place, Node value) {}

  /** A text, and where it stands. */
  record Text(Place place, String text) {}

  /** The one document, or null after a problem. */
  @Nullable Node document(String yaml) {
    try {
      var compose = new Compose(LoadSettings.builder().setLabel(file).build());
      var root = compose.composeString(yaml);
      if (root.isEmpty()) {
        problem(new Place(file, 1, 1), "the file is empty");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      problem(place(mark), "this is not YAML: " + OneLine.of(e.getProblem(), 200));
    } catch (YamlEngineException e) {
      problem(
          new Place(file, 1, 1),
          "this is not YAML: " + OneLine.of(String.valueOf(e.getMessage()), 200));
    } catch (StackOverflowError e) {
      problem(new Place(file, 1, 1), "this is nested too deeply to be a policy");
    }
    return null;
  }

  /** A mapping's entries in their order; anything else is a problem and yields none. */
  Map<String, Entry> mapping(Node node, String path) {
    var entries = new LinkedHashMap<String, Entry>();
    if (!(node instanceof MappingNode mapping) || !isPlain(node, Tag.MAP)) {
      problem(place(node), path + " must be a mapping of names to values");
      return entries;
    }
    for (var tuple : mapping.getValue()) {
      var key = text(tuple.getKeyNode(), "a key of " + path);
      if (key != null) {
        var entry = new Entry(key.place, tuple.getValueNode());
        var earlier = entries.putIfAbsent(key.text, entry);
        if (earlier != null) {
          problem(
              key.place,
              path
                  + " has "
                  + OneLine.quoted(key.text)
                  + " twice; the first is at line "
                  + earlier.place.line());
        }
      }
    }
    return entries;
  }

  /** A mapping whose keys are fixed; others are problems. */
  Map<String, Entry> mapping(Node node, String path, Set<String> known) {
    var entries = mapping(node, path);
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        problem(
            entry.place,
            path + " has no setting " + OneLine.quoted(key) + NearMatch.suggestion(key, known));
      }
    });
    entries.keySet().retainAll(known);
    return entries;
  }

  /** A list of texts, or null after a problem. */
  @Nullable List<Text> texts(Node node, String path) {
    if (!(node instanceof SequenceNode list) || !isPlain(node, Tag.SEQ)) {
      problem(place(node), path + " must be a list, for example [Manager, Officer]");
      return null;
    }
    var texts = new LinkedHashMap<String, Text>();
    for (var item : list.getValue()) {
      var text = text(item, "an item of " + path);
      if (text != null && texts.putIfAbsent(text.text, text) != null) {
        problem(text.place, path + " has " + OneLine.quoted(text.text) + " twice");
      }
    }
    return List.copyOf(texts.values());
  }

  /** A text, or null after a problem. */
  @Nullable Text text(Node node, String path) {
    if (node instanceof ScalarNode scalar && isPlain(node, Tag.STR)) {
      return new Text(place(node), scalar.getValue());
    }
    var remedy = node instanceof ScalarNode ? "; put it in quotes" : "";
    problem(place(node), path + " must be a text" + remedy);
    return null;
  }

  /** A number in plain digits, or null after a problem. */
  @Nullable BigDecimal number(Node node, String path) {
    var written = scalar(node);
    if (written == null || !isNumber(node) || !NUMBER.matcher(written).matches()) {
      problem(place(node), path + " must be a number in plain digits, for example 100000");
      return null;
    }
    return new BigDecimal(written);
  }

  /** Values that an argument may have, as JSON texts them; null after a problem. */
  @Nullable List<String> values(Node node, String path) {
    var values = new LinkedHashSet<String>();
    if (!(node instanceof SequenceNode list) || !isPlain(node, Tag.SEQ)) {
      problem(place(node), path + " must be a list of values, for example [annual, sick]");
      return null;
    }
    if (list.getValue().isEmpty()) {
      problem(place(node), path + " is empty, so nothing fits; name a value");
    }
    for (var item : list.getValue()) {
      var value = value(item, path);
      if (value != null && !values.add(value)) {
        problem(place(item), path + " has " + OneLine.quoted(value) + " twice");
      }
    }
    return List.copyOf(values);
  }

  private @Nullable String value(Node item, String path) {
    if (isNumber(item)) {
      var number = number(item, "an item of " + path);
      return number == null ? null : number.toPlainString();
    }
    if (item instanceof ScalarNode scalar && isPlain(item, Tag.BOOL)) {
      return scalar.getValue().toLowerCase(Locale.ROOT);
    }
    var text = text(item, "an item of " + path);
    return text == null ? null : text.text;
  }

  private boolean isNumber(Node node) {
    return node instanceof ScalarNode
        && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))
        && isPlain(node, node.getTag());
  }

  /** The setting of a name, whose absence is a problem. */
  @Nullable Entry required(Map<String, Entry> settings, String name, String path, Place place) {
    var entry = settings.get(name);
    if (entry == null) {
      problem(place, path + " needs " + name);
    }
    return entry;
  }

  /** The raw writing of a scalar, whatever its type; null when it is none. */
  static @Nullable String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  Place place(Node node) {
    return place(node.getStartMark());
  }

  void problem(Place place, String sentence) {
    problems.add(place + ": " + sentence);
  }

  /** Every problem so far, in the order of noting, each once. */
  List<String> problems() {
    return problems.stream().distinct().toList();
  }

  private boolean isPlain(Node node, Tag tag) {
    if (node.getAnchor().isPresent()) {
      problem(place(node), "anchors and aliases are not used in a policy; write it out");
    }
    return node.getTag().equals(tag);
  }

  private Place place(Optional<Mark> mark) {
    return new Place(
        file, mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
  }
}
