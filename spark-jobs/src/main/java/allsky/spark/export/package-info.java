/**
 * Writes a table as one file that astronomers' programs open: FITS, VOTable, CSV or ECSV. The
 * formats are written by STIL, the library of TOPCAT.
 */
package allsky.spark.export;
