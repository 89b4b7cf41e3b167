package allsky.spark.columns.astrometry;

import java.util.Set;

/**
 * The columns by which the catalog of an archive is recognised.
 *
 * @param isOwn false for columns that tables of other archives can have too
 * @param has names that a table must have, in lower case
 * @param lacks names that it must not have
 */
record ArchiveSignature(boolean isOwn, Set<String> has, Set<String> lacks) {

  /**
   * A signature of columns that only this archive has, unless its table was joined with another
   * one.
   */
  static ArchiveSignature own(String... has) {
    return new ArchiveSignature(true, Set.of(has), Set.of());
  }

  /** A signature that counts only if no archive is recognised by an own signature. */
  static ArchiveSignature shared(String... has) {
    return new ArchiveSignature(false, Set.of(has), Set.of());
  }

  /** The same signature, but the table must lack these columns. */
  ArchiveSignature without(String... names) {
    return new ArchiveSignature(isOwn, has, Set.of(names));
  }

  /** True if a table with these columns has the signature. */
  boolean fits(Set<String> names) {
    return names.containsAll(has) && lacks.stream().noneMatch(names::contains);
  }
}
