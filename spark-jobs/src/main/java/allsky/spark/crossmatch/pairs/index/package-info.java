/**
 * The smaller catalog in primitive arrays, as it is sent to every executor. Read {@link
 * allsky.spark.crossmatch.pairs.index.PackedPositions}, then {@link
 * allsky.spark.crossmatch.pairs.index.IndexedPositions}, which finds the rows near a position.
 * {@link allsky.spark.crossmatch.pairs.index.PositionGroups} joins rows of the same position where
 * a field is crowded.
 */
package allsky.spark.crossmatch.pairs.index;
