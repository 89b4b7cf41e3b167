/**
 * The cross-match of two catalogs by position.
 *
 * <p>Read {@link allsky.spark.crossmatch.CrossMatch} first: the smaller catalog becomes a {@link
 * allsky.sky.ZoneIndex} that every executor holds, the larger one is only scanned. Then {@link
 * allsky.spark.crossmatch.MatchRows}, the columns that are written, and {@link
 * allsky.spark.crossmatch.MatchSummary}, the counts that are printed.
 */
package allsky.spark.crossmatch;
