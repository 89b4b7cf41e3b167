package allsky.spark.columns.astrometry;

import allsky.spark.columns.position.PositionColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The archives whose catalogs are recognised by their columns, with facts that these catalogs do
 * not state: the unit of proper motions, the epoch of positions, and which error columns belong to
 * these positions. Catalogs are often joined, so an archive is recognised by columns that belong to
 * its positions. Magnitudes of a survey are no evidence.
 */
public enum KnownArchive {
  /**
   * CatWISE2020: motions in arcsec/yr; positions at MJD 56700 (Marocco et al. 2021, ApJS 253, 8).
   */
  CATWISE(
      "CatWISE2020",
      "arcsec/yr",
      56700,
      Set.of("sigra"),
      ArchiveSignature.own("source_name", "w1mpro")),
  /** The WISE All-Sky release, which has no motions. */
  WISE_ALLSKY(
      "WISE All-Sky",
      "",
      Double.NaN,
      Set.of("sigra"),
      ArchiveSignature.own("blend_ext_flags", "w1mpro")),
  /**
   * AllWISE: positions at MJD 55400. Its motions (mas/yr) are apparent motions over half a year.
   * They include the parallax, so they are not proper motions (Explanatory Supplement, section
   * II.1.a). Gaia also has a designation and a source_id, and every table of IRSA has a cntr.
   */
  ALLWISE(
      "AllWISE",
      "mas/yr",
      55400,
      Set.of("sigra", "eemaj"),
      ArchiveSignature.own("cntr", "w1mpro").without("source_name", "blend_ext_flags"),
      ArchiveSignature.own("sigra", "w1mpro").without("source_name", "blend_ext_flags"),
      ArchiveSignature.own("coadd_id", "w1mpro").without("source_name", "blend_ext_flags"),
      ArchiveSignature.own("ra_pm", "w1mpro").without("source_name", "blend_ext_flags"),
      ArchiveSignature.own("designation", "source_name", "w1mpro"),
      ArchiveSignature.own("w3mpro", "source_name", "w1mpro"),
      ArchiveSignature.own("ext_flg", "source_name", "w1mpro"),
      ArchiveSignature.own("pmra", "blend_ext_flags", "w1mpro"),
      ArchiveSignature.own("allwise", "w1mag", "raj2000"),
      ArchiveSignature.shared("designation", "w1mpro"),
      ArchiveSignature.shared("source_id", "w1mpro"),
      ArchiveSignature.shared("allwise", "w1mag")),
  /** The unWISE catalog, which has no positional errors in angles. */
  UNWISE("unWISE", "", Double.NaN, Set.of(), ArchiveSignature.own("unwise_objid")),
  /** Gaia: motions in mas/yr including cos(dec); each row has its ref_epoch. */
  GAIA(
      "Gaia",
      "mas/yr",
      Double.NaN,
      Set.of("ra_error", "e_ra_icrs"),
      ArchiveSignature.own("source_id", "phot_g_mean_mag"),
      ArchiveSignature.own("source_id", "ref_epoch"),
      ArchiveSignature.own("source_id", "parallax"),
      ArchiveSignature.own("source_id", "ra_error"),
      ArchiveSignature.own("source_id", "pmra_error"),
      ArchiveSignature.own("source_id", "ruwe"),
      ArchiveSignature.own("source", "ra_icrs", "plx")),
  /** The point sources of 2MASS. */
  TWOMASS("2MASS", "", Double.NaN, Set.of("err_maj"), ArchiveSignature.own("j_m", "err_maj")),
  /** DESI: motions and epochs from Gaia if the target has them. */
  DESI("DESI", "mas/yr", Double.NaN, Set.of(), ArchiveSignature.own("targetid", "target_ra")),
  /**
   * The spectra of SDSS: specObj files, SpecObj and SpecPhoto of CasJobs. The column specobjid is
   * not enough, because a table of matches has it too.
   */
  SDSS_SPECTRA(
      "SDSS spectra",
      "",
      Double.NaN,
      Set.of("raerr"),
      ArchiveSignature.own("plate", "mjd", "fiberid"),
      ArchiveSignature.own("specobjid", "plug_ra"),
      ArchiveSignature.own("specobjid", "run", "camcol"),
      ArchiveSignature.shared("specobjid")),
  /** The photometry of SDSS. */
  SDSS_PHOTOMETRY(
      "SDSS photometry",
      "",
      Double.NaN,
      Set.of("raerr"),
      ArchiveSignature.own("objid", "run", "camcol", "field").without("specobjid", "fiberid"));

  private final String title;
  private final String motionUnit;
  private final double epochMjd;

  // Filled by Set.of and List.of, which are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> raErrors;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<ArchiveSignature> signatures;

  KnownArchive(
      String title,
      String motionUnit,
      double epochMjd,
      Set<String> raErrors,
      ArchiveSignature... signatures) {
    this.title = title;
    this.motionUnit = motionUnit;
    this.epochMjd = epochMjd;
    this.raErrors = raErrors;
    this.signatures = List.of(signatures);
  }

  /**
   * The archive of a catalog with these columns, in any case; empty if no archive or several fit.
   */
  public static Optional<KnownArchive> of(StructType schema) {
    List<KnownArchive> fitting = fitting(schema);
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /**
   * All archives whose columns a catalog has; several if the catalog was joined. Shared columns
   * count only if no archive is recognised by its own columns.
   */
  public static List<KnownArchive> fitting(StructType schema) {
    Set<String> names = lowerCase(schema.fieldNames());
    List<KnownArchive> byOwn = fitting(names, true);
    return byOwn.isEmpty() ? fitting(names, false) : byOwn;
  }

  private static List<KnownArchive> fitting(Set<String> names, boolean own) {
    return Arrays.stream(values())
        .filter(
            archive ->
                archive.signatures.stream()
                    .anyMatch(signature -> signature.isOwn() == own && signature.fits(names)))
        .toList();
  }

  /** The titles of archives as text for users: AllWISE and Gaia. */
  public static String titles(List<KnownArchive> archives) {
    return archives.stream().map(KnownArchive::title).collect(Collectors.joining(" and "));
  }

  /**
   * The archives of a catalog as text for users. If the columns of an archive all have the same
   * ending, as after a join, the ending is ignored: W1mag_allwise.
   */
  public static String description(StructType schema) {
    List<KnownArchive> archives = fitting(schema);
    if (!archives.isEmpty()) {
      return titles(archives);
    }
    Optional<String> ending = PositionColumns.ending(schema);
    List<KnownArchive> joined = ending.map(end -> fitting(without(schema, end))).orElse(List.of());
    if (!joined.isEmpty()) {
      return titles(joined) + " (columns that end in " + ending.get() + ")";
    }
    String start = "not known from the columns";
    return lowerCase(schema.fieldNames()).contains("w1mpro")
        ? start + "; they have WISE magnitudes (w1mpro) of an unknown release"
        : start;
  }

  private static StructType without(StructType schema, String ending) {
    StructType bare = new StructType();
    for (StructField field : schema.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(ending)) {
        bare = bare.add(name.substring(0, name.length() - ending.length()), field.dataType());
      }
    }
    return bare;
  }

  private static Set<String> lowerCase(String[] names) {
    return Arrays.stream(names)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** The name of the archive for users. */
  public String title() {
    return title;
  }

  /** The unit of pmra and pmdec if the file gives none; empty if the archive has none. */
  Optional<String> motionUnit() {
    return Optional.of(motionUnit).filter(unit -> !unit.isEmpty());
  }

  /** False if the archive has no motions, so that columns of motions come from another archive. */
  boolean mayMove() {
    return motionUnit().isPresent() || this == SDSS_SPECTRA;
  }

  /** True if a column, in any case, is the archive's error of right ascension. */
  boolean hasRaError(String column) {
    return raErrors.contains(column.toLowerCase(Locale.ROOT));
  }

  /** The epoch of all positions as a Modified Julian Date; empty if they have no common epoch. */
  Optional<Double> epochMjd() {
    return Optional.of(epochMjd).filter(mjd -> !mjd.isNaN());
  }
}
