package dev.rolegate.mcp.approval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * HTML that cannot be broken out of: text is always escaped, and there is no way to write markup
 * but by elements and attributes whose names stand in our code. This type and its nodes are
 * immutable.
 */
sealed interface Html {
  /** Text of anybody. */
  record Text(String text) implements Html {}

  /** Nodes without an element around them. */
  record Several(List<Html> nodes) implements Html {
    public Several {
      nodes = List.copyOf(nodes);
    }
  }

  /** One attribute; without a value it is {@code true}. */
  record Attribute(String name, String value) {}

  /** An element with its attributes and what it holds. */
  record Element(String name, List<Attribute> attributes, List<Html> children) implements Html {
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br");

    public Element {
      attributes = List.copyOf(attributes);
      children = List.copyOf(children);
    }

    /** The same with one more attribute. */
    Element with(String attribute, String value) {
      var more = new ArrayList<>(attributes);
      more.add(new Attribute(attribute, value));
      return new Element(name, more, children);
    }

    /** The same with a class. */
    Element as(String classes) {
      return with("class", classes);
    }
  }

  static Element el(String name, Html... children) {
    return new Element(name, List.of(), List.of(children));
  }

  static Element el(String name, String text) {
    return el(name, text(text));
  }

  static Html text(String text) {
    return new Text(text);
  }

  static Html all(Html... nodes) {
    return new Several(Arrays.asList(nodes));
  }

  static Html all(List<? extends Html> nodes) {
    return new Several(List.copyOf(nodes));
  }

  static Html nothing() {
    return new Several(List.of());
  }

  /** The whole page, beginning with this root element. */
  static String page(Element root) {
    var out = new StringBuilder(16 * 1024).append("<!doctype html>\n");
    write(out, root);
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, Html node) {
    switch (node) {
      case Text(var text) -> escape(out, text);
      case Several(var nodes) -> nodes.forEach(one -> write(out, one));
      case Element element -> write(out, element);
    }
  }

  private static void write(StringBuilder out, Element element) {
    out.append('<').append(element.name());
    for (var attribute : element.attributes()) {
      out.append(' ').append(attribute.name()).append("=\"");
      escape(out, attribute.value());
      out.append('"');
    }
    out.append('>');
    if (!Element.VOID.contains(element.name())) {
      element.children().forEach(child -> write(out, child));
      out.append("</").append(element.name()).append('>');
    }
  }

  private static void escape(StringBuilder out, String text) {
    for (var at = 0; at < text.length(); at++) {
      var c = text.charAt(at);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
