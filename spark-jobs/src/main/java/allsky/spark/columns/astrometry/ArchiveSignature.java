package allsky.spark.columns.astrometry;

import java.util.Set;

/**
 * Columns by which an archive is known.
 *
 * @param isOwn false for columns that other archives' tables can have as well
 * @param has names that a table must have, in lower case
 * @param lacks names that it must not have
 */
record ArchiveSignature(boolean isOwn, Set<String> has, Set<String> lacks) {

  /** Columns that no other archive's table has unless it was joined. */
  static ArchiveSignature own(String... has) {
    return new ArchiveSignature(true, Set.of(has), Set.of());
  }

  /** Columns that decide only where no archive is known by its own. */
  static ArchiveSignature shared(String... has) {
    return new ArchiveSignature(false, Set.of(has), Set.of());
  }

  /** The same, and the table must lack some columns. */
  ArchiveSignature without(String... names) {
    return new ArchiveSignature(isOwn, has, Set.of(names));
  }

  /** True where a table with these columns has the signature. */
  boolean fits(Set<String> names) {
    return names.containsAll(has) && lacks.stream().noneMatch(names::contains);
  }
}
