/**
 * Questions in SQL to the tables of a run: which tables there are, where one statement ends and how
 * its rows are printed. It reads what the jobs wrote and writes nothing.
 */
package allsky.spark.sql;
