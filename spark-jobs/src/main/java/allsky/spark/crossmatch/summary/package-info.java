/**
 * The result of a match. {@link allsky.spark.crossmatch.summary.MatchResult} holds the numbers,
 * {@link allsky.spark.crossmatch.summary.MatchCounts} the counts of the written table. {@link
 * allsky.spark.crossmatch.summary.SummaryText} and {@link
 * allsky.spark.crossmatch.summary.SummaryJson} only write them; both add the sentences of {@link
 * allsky.spark.crossmatch.summary.MatchNotes}.
 */
package allsky.spark.crossmatch.summary;
