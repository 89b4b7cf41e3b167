/** The table of cutouts, and the encoding of their pixels. */
package allsky.spark.table.cutout;
