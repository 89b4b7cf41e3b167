package allsky.spark.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * The archives whose catalogs are recognised by their columns, and what these catalogs leave
 * unsaid: the unit of their proper motions and the epoch of their positions.
 */
public enum KnownArchive {
  /**
   * CatWISE2020: motions in arcsec/yr; positions at MJD 56700 (Marocco et al. 2021, ApJS 253, 8).
   */
  CATWISE("CatWISE2020", "arcsec/yr", 56700, List.of(Set.of("source_name", "w1mpro"))),
  /** The WISE All-Sky release, which fitted no motions. */
  WISE_ALLSKY("WISE All-Sky", "", Double.NaN, List.of(Set.of("blend_ext_flags", "w1mpro"))),
  /**
   * AllWISE: positions at MJD 55400. Its motions (mas/yr) are apparent ones over half a year: they
   * include the parallax, so they are no proper motions of a star (Explanatory Supplement, section
   * II.1.a).
   */
  ALLWISE(
      "AllWISE",
      "mas/yr",
      55400,
      List.of(
          Set.of("cntr", "w1mpro"),
          Set.of("designation", "w1mpro"),
          Set.of("source_id", "w1mpro"),
          Set.of("allwise", "w1mag"))),
  /** The unWISE catalog, which gives no errors of positions in angles. */
  UNWISE("unWISE", "", Double.NaN, List.of(Set.of("unwise_objid"))),
  /** Gaia: mas/yr including cos(dec), each row with its ref_epoch. */
  GAIA(
      "Gaia",
      "mas/yr",
      Double.NaN,
      List.of(
          Set.of("source_id", "phot_g_mean_mag"),
          Set.of("source_id", "ref_epoch"),
          Set.of("source", "ra_icrs", "plx"))),
  /** 2MASS's point sources. */
  TWOMASS("2MASS", "", Double.NaN, List.of(Set.of("j_m", "err_maj"))),
  /** DESI: Gaia's motions and epochs where the target has them. */
  DESI("DESI", "mas/yr", Double.NaN, List.of(Set.of("targetid", "target_ra"))),
  /** SDSS's spectra: specObj files, SpecObj and SpecPhoto of CasJobs. */
  SDSS_SPECTRA(
      "SDSS spectra",
      "",
      Double.NaN,
      List.of(Set.of("specobjid"), Set.of("plate", "mjd", "fiberid"))),
  /** SDSS's photometry. */
  SDSS_PHOTOMETRY(
      "SDSS photometry", "", Double.NaN, List.of(Set.of("objid", "run", "camcol", "field")));

  private final String title;
  private final String motionUnit;
  private final double epochMjd;

  // Filled by Set.of and List.of, which are immutable and only do not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Set<String>> signatures;

  KnownArchive(String title, String motionUnit, double epochMjd, List<Set<String>> signatures) {
    this.title = title;
    this.motionUnit = motionUnit;
    this.epochMjd = epochMjd;
    this.signatures = signatures;
  }

  /** The archive of a catalog with these columns, in any case; the first that fits. */
  public static Optional<KnownArchive> of(StructType schema) {
    Set<String> names =
        Arrays.stream(schema.fieldNames())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return Arrays.stream(values())
        .filter(archive -> archive.signatures.stream().anyMatch(names::containsAll))
        .findFirst();
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The unit of pmra and pmdec where the file says none; empty where the archive has none. */
  Optional<String> motionUnit() {
    return Optional.of(motionUnit).filter(unit -> !unit.isEmpty());
  }

  /**
   * The epoch of all its positions as a Modified Julian Date; empty where they have no common one.
   */
  Optional<Double> epochMjd() {
    return Optional.of(epochMjd).filter(mjd -> !mjd.isNaN());
  }
}
