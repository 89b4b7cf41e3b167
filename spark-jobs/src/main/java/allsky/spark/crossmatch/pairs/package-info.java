/**
 * All pairs within the radius. {@link allsky.spark.crossmatch.pairs.PairFinder} is the contract and
 * {@link allsky.spark.crossmatch.pairs.PairDiagnostics} has the diagnostics of a search. Two
 * searches exist: {@code scan}, where the smaller catalog is an index (of package {@code index}),
 * and {@code fields}, where both catalogs are too large for an index and are shuffled.
 */
package allsky.spark.crossmatch.pairs;
