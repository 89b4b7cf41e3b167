package allsky.spark.columns;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The names of a table's columns, each once in any case, as Spark tells columns apart. */
public final class TakenNames {

  private final Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Names that are taken before the first call of {@link #free}. */
  public TakenNames(Collection<String> names) {
    taken.addAll(names);
  }

  /** True for a name that a column has, in any case. */
  public boolean contains(String name) {
    return taken.contains(name);
  }

  /** Takes a name; where a column has it, the name with the lowest free number from 2: z_2. */
  public String free(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }
}
