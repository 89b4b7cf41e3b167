/**
 * The search that shuffles both catalogs by small fields of the sky. Read {@link
 * allsky.spark.crossmatch.pairs.fields.FieldJoinedPairs} first; {@link
 * allsky.spark.crossmatch.pairs.fields.PairColumns} decides on a pair; {@link
 * allsky.spark.crossmatch.pairs.fields.CrowdRows} joins the rows of one crowded position.
 */
package allsky.spark.crossmatch.pairs.fields;
