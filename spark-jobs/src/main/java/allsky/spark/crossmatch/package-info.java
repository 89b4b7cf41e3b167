/**
 * The cross-match of two catalogs by position, from the request to the output folder.
 *
 * <p>Read {@link allsky.spark.crossmatch.MatchStep} first: it matches, counts and writes. {@link
 * allsky.spark.crossmatch.CatalogMatcher} finds the matches, and {@link
 * allsky.spark.crossmatch.EveryPartner} the partners without one. The packages below, in reading
 * order:
 *
 * <ol>
 *   <li>{@code request}: what is matched. {@link allsky.spark.crossmatch.request.MatchRequest}
 *       holds all of it.
 *   <li>{@code pairs}: how the pairs within the radius are found.
 *   <li>{@code control}: the control sample that measures chance alignments.
 *   <li>{@code probability}: the probability that a candidate is the counterpart.
 *   <li>{@code groups}: the groups of sources that pairs connect.
 *   <li>{@code output}: the rows and columns that are written.
 *   <li>{@code summary}: the result in numbers, as text and as JSON.
 * </ol>
 */
package allsky.spark.crossmatch;
