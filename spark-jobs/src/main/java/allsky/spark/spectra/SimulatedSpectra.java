package allsky.spark.spectra;

import allsky.UserError;
import allsky.simulation.flux.SpectrumSimulator;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.tiles.ImageFile;
import allsky.spectrum.LogGrid;
import allsky.spectrum.SpectrumFile;
import allsky.spectrum.StarTemplates;
import allsky.survey.SourceClass;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Simulated spectra for a training. A spectrum depends only on the seed and its number.
 *
 * @param perClass number of spectra of each class, 1 or more
 * @param classes the classes in the network's order
 * @param seed seed of all random numbers
 * @param templates templates of stars; may be empty
 */
public record SimulatedSpectra(
    int perClass, List<SourceClass> classes, long seed, List<StarTemplates> templates)
    implements Serializable {

  /** Half of SDSS's resolution is enough for the network's grid, and takes half of the time. */
  private static final LogGrid GRID = new LogGrid(LogGrid.SDSS.first(), 2e-4, 1925);

  private static final int SPECTRA_A_TASK = 256;

  /**
   * Reads templates of stars.
   *
   * @throws UserError that names the file if it cannot be read
   */
  public static StarTemplates templates(TableInput input, Configuration hadoop) {
    Storage.refusePassword(input.option(), input.path());
    try {
      return new ImageFile(input.path(), hadoop)
          .read((stream, name) -> StarTemplates.read(new BufferedInputStream(stream)));
    } catch (FileNotFoundException e) {
      throw new UserError("Cannot read " + input + ": there is no such file.", e);
    } catch (IOException e) {
      throw new UserError("Cannot read " + input + ": " + Storage.reason(e), e);
    }
  }

  /** The spectra, made on the executors, the classes in turn. */
  public JavaRDD<ReadSpectrum> make(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int count = Math.multiplyExact(perClass, classes.size());
    SpectrumSimulator simulator = new SpectrumSimulator(GRID, templates);
    SimulatedSpectra own = this;
    int tasks = (count + SPECTRA_A_TASK - 1) / SPECTRA_A_TASK;
    return context
        .parallelize(IntStream.range(0, count).boxed().toList(), tasks)
        .map(number -> own.spectrum(number, simulator));
  }

  private ReadSpectrum spectrum(int number, SpectrumSimulator simulator) {
    SourceClass label = classes.get(number % classes.size());
    SplittableRandom random = new SplittableRandom(seed + 0x9e3779b97f4a7c15L * (number + 1));
    SpectrumFile file =
        new SpectrumFile(
            simulator.draw(label, random.split()), Optional.empty(), Optional.of(label));
    return ReadSpectrum.of("simulated-%06d".formatted(number), file);
  }
}
