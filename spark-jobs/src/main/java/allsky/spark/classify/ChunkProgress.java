package allsky.spark.classify;

import allsky.Json;
import allsky.UserError;
import allsky.spark.classify.ChunkPlan.ChunkIdentity;
import allsky.spark.output.OutputFolder;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;

/**
 * The progress of a classification in chunks, from the files of its output.
 *
 * @param doneChunks the number of committed chunks
 * @param chunks the number of all chunks
 * @param doneSources the number of sources in committed chunks
 * @param sources the number of all sources
 */
public record ChunkProgress(long doneChunks, long chunks, long doneSources, long sources) {

  /**
   * Reads the plan and the committed chunks of an output that {@link ChunkStore} writes.
   *
   * @return empty if the output has no plan
   * @throws UserError if the plan is damaged
   */
  public static Optional<ChunkProgress> of(OutputFolder output) {
    return output.read(ChunkStore.PLAN).map(plan -> of(output, chunks(output, plan)));
  }

  private static ChunkProgress of(OutputFolder output, List<ChunkIdentity> chunks) {
    OutputFolder staging = output.inside(ChunkStore.STAGING);
    List<ChunkIdentity> done =
        chunks.stream()
            .filter(
                chunk -> output.isComplete(chunk.folder()) || staging.isComplete(chunk.folder()))
            .toList();
    return new ChunkProgress(done.size(), chunks.size(), sources(done), sources(chunks));
  }

  private static List<ChunkIdentity> chunks(OutputFolder output, String plan) {
    try {
      return Optional.ofNullable(new Gson().fromJson(Json.shallow(plan), ChunkPlan.Identity.class))
          .filter(ChunkPlan.Identity::isKnown)
          .map(ChunkPlan.Identity::chunks)
          .orElseThrow(() -> damaged(output));
    } catch (JsonParseException e) {
      throw damaged(output);
    }
  }

  private static long sources(List<ChunkIdentity> chunks) {
    return chunks.stream().mapToLong(ChunkIdentity::sources).sum();
  }

  private static UserError damaged(OutputFolder output) {
    return new UserError(
        "Cannot read " + output.given() + "/" + ChunkStore.PLAN + ": it is damaged; copy it back");
  }
}
