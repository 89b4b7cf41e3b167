/**
 * Queries the tables of a run in SQL: finds the tables, divides the input into statements, and
 * prints the rows. Nothing is written.
 */
package allsky.spark.sql;
