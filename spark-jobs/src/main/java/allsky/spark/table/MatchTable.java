package allsky.spark.table;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructField;

/**
 * The table of matches: one row for each source that has a spectrum within the radius. The source's
 * own columns come first, under the names that its catalog uses (see {@link SourceTable}).
 */
public final class MatchTable {

  /** The spectrum's key; SDSS's specobjid is text because plates from 8192 exceed a signed long. */
  public static final String SPECTRUM_KEY = "specobjid";

  /** STAR, GALAXY or QSO. */
  public static final String LABEL = "label";

  /** The spectrum's redshift. */
  public static final String Z = "z";

  /** Separation between source and spectrum, at the common epoch where one was asked for. */
  public static final String SEPARATION_ARCSEC = "separation_arcsec";

  /** {@link #SEPARATION_ARCSEC} in units of the combined positional error, where errors count. */
  public static final String SEPARATION_SIGMAS = "separation_sigmas";

  /** Which of the source's candidates the spectrum is, nearest first, from 1; with nearest:K. */
  public static final String CANDIDATE_RANK = "candidate_rank";

  /** Spectra within the radius of this source. */
  public static final String CANDIDATES = "candidates";

  /** Sources within the radius of this spectrum. */
  public static final String SOURCE_CANDIDATES = "source_candidates";

  /** train, validation or test; margin near a border between them, null without a label. */
  public static final String SPLIT = "split";

  /** HEALPix cell of order 29, NESTED, of the source's position. */
  public static final String HEALPIX_29 = "_healpix_29";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  /** In no part: its cutout would overlap one of another part. */
  public static final String MARGIN = "margin";

  private MatchTable() {}

  /** The columns that the match adds behind the source's own. */
  public static StructField[] matchColumns() {
    return new StructField[] {
      column(
          SPECTRUM_KEY,
          StringType,
          "",
          "meta.id",
          "Key of the spectrum, of SDSS or another catalog"),
      column(
          LABEL, StringType, "", "meta.code.class", "Class of the spectrum: STAR, GALAXY or QSO"),
      column(Z, DoubleType, "", "src.redshift", "Redshift of the spectrum"),
      column(
          SEPARATION_ARCSEC,
          DoubleType,
          "arcsec",
          "pos.angDistance",
          "Separation of source and spectrum, at --match-epoch where given"),
      column(
          SEPARATION_SIGMAS,
          DoubleType,
          "Separation divided by the combined error of both positions; with --max-sigmas"),
      column(
          CANDIDATE_RANK,
          IntegerType,
          "",
          "meta.number",
          "1: the nearest of the candidates, 2: the second; with --match nearest:K"),
      column(CANDIDATES, IntegerType, "", "meta.number", "Spectra within the radius of the source"),
      column(
          SOURCE_CANDIDATES,
          IntegerType,
          "",
          "meta.number",
          "Sources within the radius of the spectrum"),
      column(
          SPLIT,
          StringType,
          "",
          "meta.code",
          "train, validation or test; margin: in none of them; null without a label"),
      column(HEALPIX_29, LongType, "", "pos.healpix", "HEALPix cell of order 29, NESTED, ICRS"),
    };
  }
}
