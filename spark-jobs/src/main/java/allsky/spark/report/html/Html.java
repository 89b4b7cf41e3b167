package allsky.spark.report.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A piece of HTML: text, an element with its children, or a row of pieces. Every text and attribute
 * is escaped; raw markup cannot be added.
 */
public final class Html {

  private static final Set<String> VOID_ELEMENTS = Set.of("img", "br", "hr", "meta");

  /** The elements after which a line break would show as a space. */
  private static final Set<String> INLINE_ELEMENTS = Set.of("strong", "span", "a");

  private final String name;
  private final String text;
  private final Map<String, String> attributes;
  private final List<Html> children;

  private Html(String name, String text, Map<String, String> attributes, List<Html> children) {
    this.name = name;
    this.text = text;
    this.attributes = attributes;
    this.children = List.copyOf(children);
  }

  /** Plain text. */
  public static Html text(String text) {
    return new Html("", text, Map.of(), List.of());
  }

  /** An element around its children. */
  public static Html element(String name, Html... children) {
    return element(name, List.of(children));
  }

  /** An element around its children. */
  public static Html element(String name, Collection<Html> children) {
    return new Html(name, "", Map.of(), new ArrayList<>(children));
  }

  /** An element around a text. */
  public static Html element(String name, String text) {
    return element(name, text(text));
  }

  /** Several pieces one after another, without an element around them. */
  public static Html all(Collection<Html> pieces) {
    return element("", pieces);
  }

  /** The same element with one more attribute. */
  public Html with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new Html(name, text, more, children);
  }

  /** The same element with a CSS class. */
  public Html styled(String cssClass) {
    return with("class", cssClass);
  }

  @Override
  public String toString() {
    StringBuilder html = new StringBuilder();
    write(html);
    return html.toString();
  }

  private void write(StringBuilder html) {
    html.append(escaped(text));
    if (!name.isEmpty()) {
      html.append('<').append(name);
      attributes.forEach(
          (key, value) ->
              html.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
      html.append('>');
    }
    children.forEach(child -> child.write(html));
    if (!name.isEmpty() && !VOID_ELEMENTS.contains(name)) {
      html.append("</").append(name).append(INLINE_ELEMENTS.contains(name) ? ">" : ">\n");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
