package allsky.survey;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An entry of a list of values for classes, such as {@code STAR=0.39}, as the user typed it.
 *
 * @param name the text before the first equals sign, or all of the entry
 * @param value the text after it; empty if there is no equals sign
 */
public record ClassEntry(String name, Optional<String> value) {

  /** Divides an entry at its first equals sign. */
  public static ClassEntry of(String entry) {
    String[] words = entry.split("=", 2);
    return new ClassEntry(words[0], words.length == 2 ? Optional.of(words[1]) : Optional.empty());
  }

  /** The class, if the name is known, see {@link SourceClass#ofName}. */
  public Optional<SourceClass> sourceClass() {
    return SourceClass.ofName(name);
  }

  /** The value as a number, which may be NaN or infinite; empty if there is no number. */
  public OptionalDouble number() {
    try {
      return value.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(value.get().strip()));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The entry as the user typed it. */
  @Override
  public String toString() {
    return value.map(text -> name + "=" + text).orElse(name);
  }
}
