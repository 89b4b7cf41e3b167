package allsky.spark.columns;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The column names that are in use in a table, ignoring case like Spark. */
public final class TakenNames {

  private final Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Starts with these names in use. */
  public TakenNames(Collection<String> names) {
    taken.addAll(names);
  }

  /** True if a column has the name, in any case. */
  public boolean contains(String name) {
    return taken.contains(name);
  }

  /**
   * Takes a name. If a column has it already, takes the name with the lowest free number from 2,
   * such as z_2.
   */
  public String free(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }
}
