package allsky.spark.table;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
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

  /** Logarithm to base 10 of the Bayes factor of both positions, with probabilities. */
  public static final String LOG10_BAYES_FACTOR = "log10_bayes_factor";

  /** Rows of the other catalog in a square degree around the source, with probabilities. */
  public static final String PARTNER_DENSITY = "partner_density";

  /** How much the prior column raises the odds of the candidate, with a prior column. */
  public static final String PRIOR_FACTOR = "prior_factor";

  /** Probability that the candidate is the counterpart of the source. */
  public static final String MATCH_PROBABILITY = "match_probability";

  /** {@link #MATCH_PROBABILITY} if one of the candidates is the counterpart; nway's p_i. */
  public static final String P_I = "p_i";

  /** Probability that one of the candidates is the counterpart; nway's p_any. */
  public static final String P_ANY = "p_any";

  /** Spectra within the radius of this source. */
  public static final String CANDIDATES = "candidates";

  /** Sources within the radius of this spectrum. */
  public static final String SOURCE_CANDIDATES = "source_candidates";

  /** train, validation or test; margin near a border between them, null without a label. */
  public static final String SPLIT = "split";

  /** HEALPix cell of order 29, NESTED, of the source's position. */
  public static final String HEALPIX_29 = "_healpix_29";

  /** The smallest key of the group that the row is in; of groups. */
  public static final String GROUP_ID = "group_id";

  /** Rows of the group; of groups. */
  public static final String GROUP_SIZE = "group_size";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  /** In no part: its cutout would overlap one of another part. */
  public static final String MARGIN = "margin";

  /** The columns of {@link #matchColumns} that only a match with probabilities has. */
  public static final Set<String> PROBABILITIES =
      Set.of(LOG10_BAYES_FACTOR, PARTNER_DENSITY, PRIOR_FACTOR, MATCH_PROBABILITY, P_I, P_ANY);

  private MatchTable() {}

  /**
   * The columns that groups add behind the source's own.
   *
   * @param key the type of the catalog's key
   */
  public static List<StructField> groupColumns(DataType key) {
    return List.of(
        column(GROUP_ID, key, "", "meta.id.assoc", "Smallest key of the group of the row"),
        column(GROUP_SIZE, IntegerType, "", "meta.number", "Rows of the group, with this row"),
        healpix29Column());
  }

  /** The column with the HEALPix cell of a row. */
  public static StructField healpix29Column() {
    StructField[] columns = matchColumns();
    return columns[columns.length - 1];
  }

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
      column(
          LOG10_BAYES_FACTOR,
          DoubleType,
          "Logarithm (base 10) of the Bayes factor of both positions; with --probability"),
      column(
          PARTNER_DENSITY,
          DoubleType,
          "deg-2",
          "",
          "Rows of the second catalog in a square degree around the source; with --probability"),
      column(
          PRIOR_FACTOR,
          DoubleType,
          "Factor by which the prior column changes the odds; with --prior-column"),
      column(
          MATCH_PROBABILITY,
          DoubleType,
          "",
          "stat.probability",
          "Probability that this candidate is the counterpart: p_any * p_i; with --probability"),
      column(
          P_I,
          DoubleType,
          "",
          "stat.probability",
          "Probability of this candidate if one of them is the counterpart; with --probability"),
      column(
          P_ANY,
          DoubleType,
          "",
          "stat.probability",
          "Probability that one of the candidates is the counterpart; with --probability"),
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
