/** The table of cutouts, and the codec of their pixels. */
package allsky.spark.table.cutout;
