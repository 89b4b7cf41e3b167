package allsky.spark.columns.astrometry;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.position.AngularUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Finds the columns of one catalog for its {@link Astrometry}. */
final class AstrometryFinder {

  private static final List<String> PM_RA_NAMES = List.of("pmra");
  private static final List<String> PM_DEC_NAMES = List.of("pmdec", "pmde");
  private static final List<String> EPOCH_NAMES = List.of("ref_epoch");

  private static final double MAS_PER_ARCSEC = 1000;

  private final StructType schema;
  private final TableInput input;
  private final ColumnFinder columns;
  private final AstrometryChoice choice;
  private final NumberColumns values;
  private final List<KnownArchive> fitting;
  private final Optional<KnownArchive> archive;
  private final List<String> roles = new ArrayList<>();

  /**
   * @param inRows maps a column name of the catalog to its name in the rows
   */
  AstrometryFinder(
      StructType schema, TableInput input, AstrometryChoice choice, UnaryOperator<String> inRows) {
    this.schema = schema;
    this.input = input;
    this.columns = new ColumnFinder(input, schema);
    this.choice = choice;
    this.values = new NumberColumns(schema, columns, inRows);
    this.fitting = KnownArchive.fitting(schema);
    this.archive = KnownArchive.of(schema);
  }

  Astrometry find() {
    if (isAmbiguous()) {
      roles.add(
          "its columns fit "
              + KnownArchive.titles(fitting)
              + ": errors, motions and epochs are used only if you name their columns");
    }
    NamedColumns named = new NamedColumns(values, columns, input);
    Optional<NamedColumns.Ellipse> ellipse = choice.ellipse().map(named::ellipse);
    Optional<Column> error =
        ellipse.isPresent() ? ellipse.map(NamedColumns.Ellipse::circular) : error();
    List<Column> motion = motion();
    Optional<Column> epoch = epoch();
    choice.ellipse().ifPresent(columns -> roles.add("error ellipses are " + columns));
    choice.radius().ifPresent(column -> roles.add("radius is " + column));
    return new Astrometry(
        error,
        ellipse.map(NamedColumns.Ellipse::array),
        motion.stream().findFirst(),
        motion.stream().skip(1).findFirst(),
        epoch,
        choice.radius().map(named::radius),
        List.copyOf(roles));
  }

  /** True for a joined catalog: it is unknown from which archive the positions are. */
  private boolean isAmbiguous() {
    return fitting.size() > 1;
  }

  private Optional<Column> error() {
    return errorColumns().flatMap(this::error);
  }

  private Optional<Column> error(ErrorColumns pair) {
    Optional<AngularUnit> raUnit = errorUnit(pair.ra());
    Optional<AngularUnit> decUnit = errorUnit(pair.dec());
    if (raUnit.isEmpty() || decUnit.isEmpty()) {
      passOver(pair.ra(), pair.dec(), choice.raError().map(named -> "ra-error"));
      return Optional.empty();
    }
    roles.add("errors are " + withUnit(pair.ra(), raUnit.get().spelling(), pair.dec()));
    Column sigmaRa = values.error("ra-error", pair.ra(), raUnit.get());
    Column sigmaDec = values.error("dec-error", pair.dec(), decUnit.get());
    Column sum = sigmaRa.multiply(sigmaRa).plus(sigmaDec.multiply(sigmaDec));
    return Optional.of(sqrt(sum.divide(2)));
  }

  private Optional<ErrorColumns> errorColumns() {
    if (choice.raError().isPresent()) {
      String ra = columns.require("ra-error", choice.raError(), List.of());
      String dec = columns.find("dec-error", choice.decError(), List.of()).orElse(ra);
      return Optional.of(new ErrorColumns(ra, dec));
    }
    List<ErrorColumns> there =
        ErrorColumns.KNOWN.stream().flatMap(pair -> spelt(pair).stream()).toList();
    List<ErrorColumns> its =
        there.stream()
            .filter(pair -> archive.map(known -> known.hasRaError(pair.ra())).orElse(true))
            .toList();
    boolean isClear = archive.isPresent() ? !its.isEmpty() : its.size() == 1;
    if (isClear && !isAmbiguous()) {
      return Optional.of(its.get(0));
    }
    if (!there.isEmpty() && !isAmbiguous()) {
      roles.add(
          String.join(", ", there.stream().map(ErrorColumns::ra).toList())
              + " are used as errors only if you name them: "
              + archive.map(AstrometryFinder::notIts).orElse("they come from several catalogs"));
    }
    return Optional.empty();
  }

  private Optional<ErrorColumns> spelt(ErrorColumns pair) {
    Optional<String> ra = number("ra-error", Optional.empty(), List.of(pair.ra()));
    Optional<String> dec = number("dec-error", Optional.empty(), List.of(pair.dec()));
    return ra.isPresent() && dec.isPresent()
        ? Optional.of(new ErrorColumns(ra.get(), dec.get()))
        : Optional.empty();
  }

  /**
   * The user's column, or else the first column with one of the names; a column without numbers is
   * skipped.
   */
  private Optional<String> number(String role, Optional<String> chosen, List<String> names) {
    Optional<String> found = columns.find(role, chosen, names);
    if (chosen.isPresent() || found.isEmpty()) {
      return found;
    }
    DataType type = schema.apply(found.get()).dataType();
    if (ColumnFinder.isNumber(type)) {
      return found;
    }
    roles.add(found.get() + " is not used: it holds " + type.simpleString());
    return Optional.empty();
  }

  private static String notIts(KnownArchive archive) {
    return "they are not columns of " + archive.title();
  }

  /**
   * The unit of an error column: the column's own, or else that of its archive. Empty if the column
   * has an unknown unit.
   */
  private Optional<AngularUnit> errorUnit(String column) {
    return AngularUnit.isNone(unit(column))
        ? Optional.of(ErrorColumns.unitOfArchive(column))
        : AngularUnit.of(unit(column));
  }

  /**
   * Skips two columns, because the unit of one is unknown.
   *
   * @param namedAs the role in the option, if the user named the columns
   * @throws UserError if the user named the columns
   */
  private void passOver(String first, String second, Optional<String> namedAs) {
    String names = first.equals(second) ? first : first + ", " + second;
    String units =
        unit(first).equals(unit(second)) ? unit(first) : unit(first) + "', '" + unit(second);
    String reason =
        AngularUnit.isNone(unit(first)) && AngularUnit.isNone(unit(second))
            ? "their unit is not known"
            : "their unit '" + units + "' is not known";
    if (namedAs.isPresent()) {
      throw new UserError(
          String.format(
              "Cannot use %s %s: %s; correct the unit in the file.",
              input.columnOption(namedAs.get()), names, reason));
    }
    roles.add(names + " are not used: " + reason);
  }

  /** The columns of both motions, or none. */
  private List<Column> motion() {
    Optional<String> ra = number("pm-ra", choice.pmRa(), PM_RA_NAMES);
    Optional<String> dec = number("pm-dec", choice.pmDec(), PM_DEC_NAMES);
    if (ra.isEmpty() || dec.isEmpty() || (choice.pmRa().isEmpty() && isAmbiguous())) {
      return List.of();
    }
    String names = ra.get() + ", " + dec.get();
    Optional<String> whyNot = whyNoMotion(ra.get());
    if (whyNot.isPresent()) {
      roles.add(names + " are used only if you name them: " + whyNot.get());
      return List.of();
    }
    Optional<AngularUnit> raUnit = motionUnit(ra.get());
    Optional<AngularUnit> decUnit = motionUnit(dec.get());
    if (raUnit.isEmpty() || decUnit.isEmpty()) {
      passOver(ra.get(), dec.get(), choice.pmRa().map(named -> "pm-ra"));
      return List.of();
    }
    roles.add(
        (isApparent(ra.get()) ? "apparent motion (with parallax) is " : "proper motion is ")
            + withUnit(ra.get(), raUnit.get().spelling() + "/yr", dec.get()));
    Column pmRa = values.number("pm-ra", ra.get());
    Column pmDec = values.number("pm-dec", dec.get());
    return List.of(
        KnownValue.motion(pmRa, pmDec, raUnit.get().arcsec() * MAS_PER_ARCSEC),
        KnownValue.motion(pmDec, pmRa, decUnit.get().arcsec() * MAS_PER_ARCSEC));
  }

  private Optional<String> whyNoMotion(String pmRa) {
    if (choice.pmRa().isPresent()) {
      return Optional.empty();
    }
    return isApparent(pmRa)
        ? Optional.of("apparent motion (with parallax)")
        : archive.filter(known -> !known.mayMove()).map(AstrometryFinder::notIts);
  }

  private boolean isApparent(String pmRa) {
    return archive.equals(Optional.of(KnownArchive.ALLWISE))
        && PM_RA_NAMES.contains(pmRa.toLowerCase(Locale.ROOT));
  }

  /**
   * The unit of a motion column. The column's own unit, even an unknown one, takes precedence over
   * the archive's unit.
   */
  private Optional<AngularUnit> motionUnit(String column) {
    if (!AngularUnit.isNone(unit(column))) {
      return AngularUnit.ofPerYear(unit(column));
    }
    Optional<AngularUnit> ofArchive =
        archive.flatMap(KnownArchive::motionUnit).flatMap(AngularUnit::ofPerYear);
    Optional<AngularUnit> ofChoice = choice.pmRa().map(named -> AngularUnit.MILLIARCSEC);
    return ofArchive.or(() -> ofChoice);
  }

  private Optional<Column> epoch() {
    Optional<Double> chosen = choice.epoch().flatMap(AstrometryFinder::year);
    if (chosen.isPresent()) {
      return constant(chosen.get());
    }
    Optional<Double> itsMjd = archive.flatMap(KnownArchive::epochMjd);
    if (itsMjd.isPresent() && choice.epoch().isEmpty()) {
      return constant(Astrometry.julianYear(itsMjd.get()));
    }
    boolean mayHaveEpoch = !isAmbiguous() && archive.map(KnownArchive::mayMove).orElse(true);
    List<String> names = mayHaveEpoch ? EPOCH_NAMES : List.of();
    Optional<String> column = number("epoch", choice.epoch(), names);
    column.ifPresent(name -> roles.add("epoch is " + name));
    return column.map(this::epochOf);
  }

  private Optional<Column> constant(double year) {
    roles.add(String.format(Locale.ROOT, "epoch is %.4f", year));
    return Optional.of(lit(year));
  }

  private Column epochOf(String column) {
    boolean isMjd = unit(column).equals("d") || column.toLowerCase(Locale.ROOT).contains("mjd");
    Column value = values.number("epoch", column);
    Column year =
        isMjd
            ? value.minus(Astrometry.J2000_MJD).divide(Astrometry.DAYS_PER_YEAR).plus(2000)
            : value;
    return when(year.between(Astrometry.FIRST_YEAR, Astrometry.LAST_YEAR), year);
  }

  private static Optional<Double> year(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Astrometry::isEpoch);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String unit(String column) {
    return values.unit(column);
  }

  private static String withUnit(String first, String unit, String second) {
    String names = first.equals(second) ? first : first + ", " + second;
    return names + " (" + unit + ")";
  }
}
