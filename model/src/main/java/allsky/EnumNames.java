package allsky;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds the constants of an enum by their names, with a message for users. */
public final class EnumNames {

  private EnumNames() {}

  /**
   * The constant with a name, in any case.
   *
   * @param noun what a constant is, such as "a band"
   * @throws IllegalArgumentException for another name; the message lists the known names
   */
  public static <E extends Enum<E>> E find(Class<E> type, String name, String noun) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> one.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String known = Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "));
              return new IllegalArgumentException(
                  "\"" + name + "\" is not " + noun + " (" + known + ")");
            });
  }
}
