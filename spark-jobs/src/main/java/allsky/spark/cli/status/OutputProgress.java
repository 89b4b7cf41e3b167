package allsky.spark.cli.status;

import allsky.spark.classify.ChunkProgress;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.training.TrainingFolder;
import allsky.training.CheckpointProgress;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The progress of an output, as text.
 *
 * @param done such as "3 of 8 chunks"; empty if the job writes its output in one step
 * @param left such as "5 chunks"; empty if nothing is left, or if it is not known
 */
public record OutputProgress(String done, String left) {

  static final OutputProgress NONE = new OutputProgress("", "");

  /** The progress of a job in its output. */
  static OutputProgress of(RunIdentity run, OutputFolder folder) {
    if (run.options().containsKey("epochs") && run.options().containsKey("model")) {
      return epochs(run, folder);
    }
    return ChunkProgress.of(folder).map(chunks -> chunks(chunks, folder.isComplete())).orElse(NONE);
  }

  /** A finished output no longer has the chunks that its HATS catalog was made from. */
  private static OutputProgress chunks(ChunkProgress found, boolean complete) {
    long chunks = complete ? found.chunks() : found.doneChunks();
    long sources = complete ? found.sources() : found.doneSources();
    String done =
        String.format(
            Locale.ROOT,
            "%,d of %,d chunks, %,d of %,d sources",
            chunks,
            found.chunks(),
            sources,
            found.sources());
    return new OutputProgress(done, chunksLeft(found.chunks() - chunks, found.sources() - sources));
  }

  private static String chunksLeft(long chunks, long sources) {
    return chunks == 0
        ? ""
        : String.format(Locale.ROOT, "%,d chunks, %,d sources", chunks, sources);
  }

  /** A training may end before its last epoch, see --patience. */
  private static OutputProgress epochs(RunIdentity run, OutputFolder folder) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.path());
    if (!"file".equals(path.toUri().getScheme())) {
      return NONE;
    }
    Path checkpoint = Path.of(path.toUri().getPath(), TrainingFolder.CHECKPOINT);
    int done = CheckpointProgress.of(checkpoint).size();
    int all = Integer.parseInt(run.options().get("epochs"));
    String left = folder.isComplete() || done >= all ? "" : all - done + " epochs at most";
    return new OutputProgress(done + " of " + all + " epochs", left);
  }
}
