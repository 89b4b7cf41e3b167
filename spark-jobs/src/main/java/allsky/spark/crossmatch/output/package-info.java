/**
 * The match table as it is written. Read {@link allsky.spark.crossmatch.output.MatchOutputSpec},
 * which columns and how many rows are written, then {@link
 * allsky.spark.crossmatch.output.MatchNames}, {@link allsky.spark.crossmatch.output.MatchRows},
 * {@link allsky.spark.crossmatch.output.Splits} and {@link
 * allsky.spark.crossmatch.output.ClassLimits}. {@link allsky.spark.crossmatch.output.MatchOutput}
 * is the folder.
 */
package allsky.spark.crossmatch.output;
