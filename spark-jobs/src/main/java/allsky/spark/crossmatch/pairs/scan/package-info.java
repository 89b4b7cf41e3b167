/**
 * The search that scans the larger catalog. Read {@link
 * allsky.spark.crossmatch.pairs.scan.IndexedPairs} first, then {@link
 * allsky.spark.crossmatch.pairs.scan.CoverageFilter}, through which every row passes. {@link
 * allsky.spark.crossmatch.pairs.scan.NearestPairs} replaces the plain scan near crowds. {@link
 * allsky.spark.crossmatch.pairs.scan.ScanAccumulator} counts.
 */
package allsky.spark.crossmatch.pairs.scan;
