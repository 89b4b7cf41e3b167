/**
 * The chance alignments of a match. Read {@link
 * allsky.spark.crossmatch.control.OffsetControlSample}, the offset positions that are paired like
 * true ones, then {@link allsky.spark.crossmatch.control.ChanceAlignments}, the expectation that
 * follows, by the steps of {@link allsky.spark.crossmatch.control.SeparationBins}.
 */
package allsky.spark.crossmatch.control;
