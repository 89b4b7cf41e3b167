package allsky.simulation.source;

import allsky.survey.SourceClass;

/** A kind of source. Its share of a class and its colours are in a {@link PopulationTable}. */
public enum Population {
  FGK_STAR(SourceClass.STAR),
  M_STAR(SourceClass.STAR),
  /** A white dwarf, hot subdwarf or star of the blue horizontal branch. */
  BLUE_STAR(SourceClass.STAR),
  /** A star with circumstellar dust, such as an AGB star or a young stellar object. */
  DUSTY_STAR(SourceClass.STAR),
  BROWN_DWARF(SourceClass.STAR),

  EARLY_GALAXY(SourceClass.GALAXY),
  SPIRAL_GALAXY(SourceClass.GALAXY),
  STARBURST_GALAXY(SourceClass.GALAXY),
  COMPOSITE_GALAXY(SourceClass.GALAXY),
  /** A luminous red galaxy of redshift 0.2 to 0.45. */
  RED_GALAXY(SourceClass.GALAXY),
  /** A luminous red galaxy of redshift 0.45 to 0.8. */
  DISTANT_RED_GALAXY(SourceClass.GALAXY),

  TYPE_1_QSO(SourceClass.QSO),
  DILUTED_QSO(SourceClass.QSO),
  DISTANT_QSO(SourceClass.QSO);

  private final SourceClass sourceClass;

  Population(SourceClass sourceClass) {
    this.sourceClass = sourceClass;
  }

  public SourceClass sourceClass() {
    return sourceClass;
  }
}
