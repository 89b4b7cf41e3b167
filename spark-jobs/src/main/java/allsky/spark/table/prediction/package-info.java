/** The tables of predictions and of evaluated predictions, with the columns kept from the input. */
package allsky.spark.table.prediction;
