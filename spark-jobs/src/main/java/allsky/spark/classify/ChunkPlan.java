package allsky.spark.classify;

import allsky.network.model.TrainedModel;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.Tile;
import allsky.spark.tiles.TileIndex;
import com.google.gson.annotations.SerializedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The division of a long classification into chunks of tiles and their sources. The chunks depend
 * only on the tiles, on the number of sources of each tile, and on the size of a chunk.
 *
 * @param chunks in the order in which they are classified, at least one
 * @param identity the values that a run must share with the run that it resumes
 */
public record ChunkPlan(List<Chunk> chunks, Identity identity) {

  /**
   * Tiles that are classified and committed together.
   *
   * @param number from 0
   * @param tiles indices in {@link TileIndex#tiles}, ascending
   * @param withoutTile true if the chunk also has the sources without a tile
   * @param sources the number of sources of the chunk
   */
  public record Chunk(int number, List<Integer> tiles, boolean withoutTile, long sources) {

    /** The folder of the chunk in the output: {@code wave=NNNNN}. */
    public String folder() {
      return String.format(Locale.ROOT, "wave=%05d", number);
    }
  }

  /**
   * The plan as an output keeps it. Tiles have names here, because the index of a tile changes when
   * another tile is added.
   *
   * @param model {@link TrainedModel#digest}
   * @param priors digest of the table of class priors; null without a table
   */
  record Identity(
      String model, String priors, @SerializedName("waves") List<ChunkIdentity> chunks) {

    /** False if a value is missing: the text was not written by allsky, or is damaged. */
    boolean isKnown() {
      return model != null && chunks != null;
    }

    /** The first difference to the plan of an earlier run, as the subject of a sentence. */
    Optional<String> changeSince(Identity earlier) {
      if (equals(earlier)) {
        return Optional.empty();
      }
      if (!model.equals(earlier.model)) {
        return Optional.of("its model has");
      }
      return Optional.of(
          Objects.equals(priors, earlier.priors)
              ? "its sources or tiles have"
              : "the table of its --priors has");
    }
  }

  /**
   * A chunk as an output keeps it.
   *
   * @param tiles the names of the tiles
   */
  record ChunkIdentity(@SerializedName("wave") String folder, long sources, List<String> tiles) {}

  /**
   * Plans the classification of sources.
   *
   * @param index the tiles of the sources
   * @param chunkSources maximum number of sources of a chunk, unless its first tile has more
   */
  public static ChunkPlan of(
      SourcesByTile groups, TileIndex index, TrainedModel model, long chunkSources) {
    List<String> names = index.tiles().stream().map(Tile::coaddId).toList();
    return ofCounts(groups.counts(), names, model.digest(), chunkSources);
  }

  /**
   * The same for the number of sources of each tile.
   *
   * @param counts see {@link SourcesByTile#counts}
   * @param tileNames by index
   * @param model {@link TrainedModel#digest}
   */
  public static ChunkPlan ofCounts(
      Map<Integer, Long> counts, List<String> tileNames, String model, long chunkSources) {
    List<Chunk> chunks = chunks(counts, chunkSources);
    List<ChunkIdentity> identities =
        chunks.stream()
            .map(
                chunk ->
                    new ChunkIdentity(
                        chunk.folder(),
                        chunk.sources(),
                        chunk.tiles().stream().map(tileNames::get).toList()))
            .toList();
    return new ChunkPlan(chunks, new Identity(model, null, identities));
  }

  /**
   * The same plan for other class priors.
   *
   * @param digest of the table of class priors; null without a table
   */
  ChunkPlan withPriors(String digest) {
    return new ChunkPlan(chunks, new Identity(identity.model(), digest, identity.chunks()));
  }

  private static List<Chunk> chunks(Map<Integer, Long> counts, long chunkSources) {
    List<Chunk> chunks = new ArrayList<>();
    List<Integer> tiles = new ArrayList<>();
    long without =
        counts.entrySet().stream().filter(e -> e.getKey() < 0).mapToLong(Map.Entry::getValue).sum();
    boolean withoutTile = without > 0;
    long sources = without;
    for (int tile : counts.keySet().stream().filter(key -> key >= 0).sorted().toList()) {
      if (sources > 0 && sources + counts.get(tile) > chunkSources) {
        chunks.add(new Chunk(chunks.size(), List.copyOf(tiles), withoutTile, sources));
        tiles.clear();
        withoutTile = false;
        sources = 0;
      }
      tiles.add(tile);
      sources += counts.get(tile);
    }
    chunks.add(new Chunk(chunks.size(), List.copyOf(tiles), withoutTile, sources));
    return List.copyOf(chunks);
  }

  /** The sources of all chunks. */
  public long sources() {
    return sourcesOf(chunks);
  }

  /** The sources of some chunks. */
  static long sourcesOf(List<Chunk> some) {
    return some.stream().mapToLong(Chunk::sources).sum();
  }
}
