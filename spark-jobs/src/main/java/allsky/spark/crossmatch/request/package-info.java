/**
 * What is matched. {@link allsky.spark.crossmatch.request.MatchRequest} is the root; then read
 * {@link allsky.spark.crossmatch.request.MatchInput}, one catalog, {@link
 * allsky.spark.crossmatch.request.MatchRule}, when two rows pair, and {@link
 * allsky.spark.crossmatch.request.Side}, the names of the columns among the pairs. Nothing here
 * runs a query.
 */
package allsky.spark.crossmatch.request;
