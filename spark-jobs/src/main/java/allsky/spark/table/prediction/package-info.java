/**
 * The tables of predictions and of evaluated predictions, with the columns that they keep from the
 * input.
 */
package allsky.spark.table.prediction;
