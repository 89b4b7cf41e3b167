package allsky.training;

import allsky.Json;
import allsky.Sha256;
import allsky.SmallFile;
import allsky.UserError;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.model.ModelFolder;
import allsky.training.history.TrainingHistory;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A checkpoint of a training: everything that is needed to continue after an epoch with the same
 * result as without the interruption. One safetensors file has the weights, Adam's state, the
 * weights of the best epoch, and the history. Random numbers need no state, because they are a
 * function of seed and epoch.
 *
 * @param identity the values that must be equal when the training continues: recipe and cutouts, by
 *     name
 * @param history the finished epochs
 * @param state the training after the last epoch
 * @param best the weights after the best epoch
 */
record Checkpoint(
    SortedMap<String, String> identity,
    TrainingHistory history,
    State state,
    Map<String, Tensor> best) {

  /**
   * The state of a network and its optimizer.
   *
   * @param weights the network's tensors by name
   * @param averages the averages of the weights by name; empty if the recipe has none
   * @param firstMoments Adam's m by name
   * @param secondMoments Adam's v by name
   * @param steps Adam's t
   */
  record State(
      Map<String, Tensor> weights,
      Map<String, Tensor> averages,
      Map<String, Tensor> firstMoments,
      Map<String, Tensor> secondMoments,
      int steps) {}

  private static final Gson GSON = new Gson();

  /** Five times the weights of the largest network. */
  private static final long MAX_BYTES = 5 * ModelFolder.MAX_BYTES;

  private static final String WEIGHTS = "weights/";
  private static final String AVERAGES = "averages/";
  private static final String FIRST = "adam.m/";
  private static final String SECOND = "adam.v/";
  private static final String BEST = "best/";
  private static final String DIGEST = "sha256";

  /** The value of a setting that a training does not have, such as a teacher. */
  private static final String NONE = "none";

  /**
   * Writes the file atomically: if the process is killed, either the old or the new file exists.
   */
  void write(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    state.weights.forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
    state.averages.forEach((name, tensor) -> tensors.put(AVERAGES + name, tensor));
    state.firstMoments.forEach((name, tensor) -> tensors.put(FIRST + name, tensor));
    state.secondMoments.forEach((name, tensor) -> tensors.put(SECOND + name, tensor));
    best.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
    Map<String, String> notes = new TreeMap<>();
    notes.put("identity", GSON.toJson(identity));
    notes.put("history", history.toJson());
    notes.put("steps", String.valueOf(state.steps));
    notes.put(DIGEST, digest(notes, tensors));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ModelFolder.replace(file, TensorFile.of(notes, tensors)::write);
    } catch (IOException e) {
      throw new UserError("Cannot write the checkpoint " + file + ": " + e, e);
    }
  }

  /**
   * Reads the checkpoint of a training with the same recipe and the same cutouts.
   *
   * @throws UserError if it is missing, damaged or from another training
   */
  static Checkpoint read(Path file, SortedMap<String, String> identity) {
    TensorFile tensors = tensors(file);
    try {
      requireDigest(file, tensors);
      Checkpoint checkpoint = of(tensors);
      checkpoint.requireIdentity(file, identity);
      return checkpoint;
    } catch (JsonParseException | NumberFormatException | NullPointerException e) {
      throw new UserError(
          "Cannot read " + file + ": it is not a checkpoint; train without --resume", e);
    }
  }

  private static TensorFile tensors(Path file) {
    try {
      SmallFile.require(file, MAX_BYTES);
      return TensorFile.read(file);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "Cannot resume: there is no checkpoint " + file + "; train without --resume", e);
    } catch (IOException e) {
      throw new UserError(
          "Cannot read " + file + ": " + SmallFile.reason(e) + "; train without --resume", e);
    }
  }

  /** SHA-256 of the file without its digest. */
  private static String digest(Map<String, String> notes, Map<String, Tensor> tensors) {
    Map<String, String> others = new TreeMap<>(notes);
    others.remove(DIGEST);
    MessageDigest sha256 = Sha256.start();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      TensorFile.of(others, tensors).write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void requireDigest(Path file, TensorFile content) {
    if (!digest(content.notes(), content.tensors()).equals(content.notes().get(DIGEST))) {
      throw new UserError(
          "Cannot resume from "
              + file
              + ": it was changed or damaged (its SHA-256 differs); train without --resume");
    }
  }

  private static Checkpoint of(TensorFile file) {
    Map<String, String> notes = file.notes();
    SortedMap<String, String> identity =
        GSON.fromJson(
            Json.shallow(notes.get("identity")),
            new TypeToken<TreeMap<String, String>>() {}.getType());
    State state =
        new State(
            part(file, WEIGHTS),
            part(file, AVERAGES),
            part(file, FIRST),
            part(file, SECOND),
            Integer.parseInt(notes.get("steps")));
    TrainingHistory history = TrainingHistory.parse(notes.get("history"));
    return new Checkpoint(new TreeMap<>(identity), history, state, part(file, BEST));
  }

  private static Map<String, Tensor> part(TensorFile file, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
              }
            });
    return part;
  }

  private void requireIdentity(Path file, SortedMap<String, String> now) {
    SortedSet<String> names = new TreeSet<>(identity.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String earlier = identity.getOrDefault(name, NONE);
      String current = now.getOrDefault(name, NONE);
      if (!earlier.equals(current)) {
        throw new UserError(
            "Cannot resume from %s: its %s is %s, but now it is %s; train without --resume"
                .formatted(file, name, earlier, current));
      }
    }
  }
}
