package allsky.simulation.catalog;

import allsky.survey.Band;
import java.util.List;

/**
 * A row of the AllWISE-like catalog. Names and meanings are those of the AllWISE Source Catalog
 * (Explanatory Supplement to AllWISE, section II.1.a).
 *
 * @param designation sexagesimal name, {@code J000009.37+135618.1}
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 * @param sigra error in right ascension in arcsec
 * @param sigdec error in declination in arcsec
 * @param sigradec co-error of both in arcsec
 * @param glon Galactic longitude in degrees
 * @param glat Galactic latitude in degrees
 * @param wx 1-based pixel along axis 1 of the tile's images
 * @param wy 1-based pixel along axis 2 of the tile's images
 * @param cntr the archive's 64-bit key
 * @param sourceId coadd_id and running number
 * @param coaddId the tile
 * @param src running number in the tile
 * @param bands photometry in W1 to W4
 * @param rchi2 reduced chi squared of the fit to all bands
 * @param nb number of sources that are fitted together
 * @param na 1 if a close neighbour was split off
 * @param ccFlags artefacts in each band: D spike, H halo, 0 none; lower case for a real source that
 *     is contaminated
 * @param extFlg 0 for a point source, 1 for an extended source, 5 for an extended source that is in
 *     the 2MASS extended source catalog
 * @param varFlg likelihood of variation in each band, n or 0 to 9
 * @param phQual quality in each band, A, B, C, U or X (not measured)
 */
public record CatalogSource(
    String designation,
    double ra,
    double dec,
    double sigra,
    double sigdec,
    double sigradec,
    double glon,
    double glat,
    double wx,
    double wy,
    long cntr,
    String sourceId,
    String coaddId,
    long src,
    List<BandPhotometry> bands,
    double rchi2,
    long nb,
    long na,
    String ccFlags,
    long extFlg,
    String varFlg,
    String phQual) {

  /** The same row with other photometry and its qualities. */
  public CatalogSource withBands(List<BandPhotometry> newBands, String newQualities) {
    return new CatalogSource(
        designation,
        ra,
        dec,
        sigra,
        sigdec,
        sigradec,
        glon,
        glat,
        wx,
        wy,
        cntr,
        sourceId,
        coaddId,
        src,
        newBands,
        rchi2,
        nb,
        na,
        ccFlags,
        extFlg,
        varFlg,
        newQualities);
  }

  /** Photometry in a band. */
  public BandPhotometry in(Band band) {
    return bands.get(band.ordinal());
  }
}
