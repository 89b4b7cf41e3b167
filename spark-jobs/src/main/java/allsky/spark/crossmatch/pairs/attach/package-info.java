/**
 * The search that reads each catalog once. Read {@link
 * allsky.spark.crossmatch.pairs.attach.AttachedPairs} first. {@link
 * allsky.spark.crossmatch.pairs.attach.IndexedSide} reads the smaller catalog: the positions, and
 * the carried columns as {@link allsky.spark.crossmatch.pairs.attach.CarriedRows}. {@link
 * allsky.spark.crossmatch.pairs.attach.HitPacker} scans the larger one and packs the rows that
 * pair; {@link allsky.spark.crossmatch.pairs.attach.IndexedHits} sums up the pairs of each indexed
 * row, as {@link allsky.spark.crossmatch.pairs.attach.PartnerRanks}. {@link
 * allsky.spark.crossmatch.pairs.attach.PairRows} makes the pairs of both.
 */
package allsky.spark.crossmatch.pairs.attach;
