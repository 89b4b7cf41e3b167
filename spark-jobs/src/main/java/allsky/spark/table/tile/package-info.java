/** The table of tile headers, {@code _tiles}. */
package allsky.spark.table.tile;
