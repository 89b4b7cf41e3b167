package allsky.simulation.spectra;

import allsky.simulation.source.PopulationTable;
import allsky.simulation.source.SkySource;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.random.RandomGenerator;

/** The programs of SDSS, each with its share of a class and its magnitudes. */
final class SdssSelection extends SpectroscopicSelection {

  private final PopulationTable populations;

  SdssSelection(PopulationTable populations) {
    this.populations = populations;
  }

  @Override
  public SpectroscopicTarget draw(SourceClass sourceClass, RandomGenerator random) {
    SdssProgram program = drawProgram(SdssProgram.of(sourceClass), random);
    double w1 = drawW1(program.medianW1(), program.widthW1(), random);
    return new SpectroscopicTarget(program.population(), w1);
  }

  @Override
  double spectraPerMagnitude(SkySource source, double perSquareDegree) {
    double perMagnitude =
        SdssProgram.of(source.sourceClass()).stream()
            .filter(program -> program.population() == source.population())
            .mapToDouble(program -> program.perMagnitude(source.w1()))
            .sum();
    return perSquareDegree * perMagnitude / populations.share(source.population());
  }

  private static SdssProgram drawProgram(List<SdssProgram> programs, RandomGenerator random) {
    double rank = random.nextDouble();
    for (SdssProgram program : programs) {
      rank -= program.share();
      if (rank < 0) {
        return program;
      }
    }
    return programs.get(programs.size() - 1);
  }
}
