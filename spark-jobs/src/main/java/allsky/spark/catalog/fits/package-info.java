/**
 * FITS binary tables as a Spark data source, read by row ranges (FITS Standard 4.0, section 7.3).
 *
 * <p>Read {@link allsky.spark.catalog.fits.FitsTableSource} first; {@link
 * allsky.spark.catalog.fits.FitsTableChoice} chooses one of several tables in a file.
 */
package allsky.spark.catalog.fits;
