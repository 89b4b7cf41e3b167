/**
 * What is fixed by the WISE survey and by SDSS: bands, classes and the Atlas tiling.
 *
 * <p>Numbers here carry their archive document; no pixel is read here.
 */
package allsky.survey;
