/**
 * Definitions of the WISE survey and of SDSS: bands, classes and the Atlas tiling.
 *
 * <p>Each number cites a document of the archive. No code here reads pixels.
 */
package allsky.survey;
