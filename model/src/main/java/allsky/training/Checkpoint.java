package allsky.training;

import allsky.Json;
import allsky.SmallFile;
import allsky.UserError;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
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
import java.util.TreeMap;

/**
 * All that a training needs to go on after an epoch as if it had not stopped, in one safetensors
 * file: weights, Adam's state, the best epoch's weights, the history. Random numbers need no state,
 * they are a function of seed and epoch.
 *
 * @param identity what must be the same when the training goes on: recipe and cutouts, by name
 * @param history the epochs done
 * @param state the training after the last of them
 * @param best the weights after the best of them
 */
record Checkpoint(
    SortedMap<String, String> identity,
    TrainingHistory history,
    State state,
    Map<String, Tensor> best) {

  /**
   * A network and its optimizer.
   *
   * @param weights the network's tensors by name
   * @param firstMoments Adam's m by name
   * @param secondMoments Adam's v by name
   * @param steps Adam's t
   */
  record State(
      Map<String, Tensor> weights,
      Map<String, Tensor> firstMoments,
      Map<String, Tensor> secondMoments,
      int steps) {}

  private static final Gson GSON = new Gson();

  /** Four times the weights of the largest network, and a part more. */
  private static final long MAX_BYTES = 4 * ModelFolder.MOST_BYTES;

  private static final String WEIGHTS = "weights/";
  private static final String FIRST = "adam.m/";
  private static final String SECOND = "adam.v/";
  private static final String BEST = "best/";
  private static final String DIGEST = "sha256";

  /** Writes the file at once: a kill leaves the old one or the new one. */
  void write(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    state.weights.forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
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
   * Reads the file of a training of the same recipe on the same cutouts.
   *
   * @throws UserError where it is missing, damaged or of another training
   */
  static Checkpoint read(Path file, SortedMap<String, String> identity) {
    TensorFile tensors = tensors(file);
    try {
      requireDigest(file, tensors);
      Checkpoint checkpoint = of(tensors);
      checkpoint.requireIdentity(file, identity);
      return checkpoint;
    } catch (JsonParseException | NumberFormatException | NullPointerException e) {
      throw new UserError("Cannot read " + file + ": not a checkpoint; train without --resume", e);
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

  /** SHA-256 over the file as it is without its digest. */
  private static String digest(Map<String, String> notes, Map<String, Tensor> tensors) {
    Map<String, String> others = new TreeMap<>(notes);
    others.remove(DIGEST);
    MessageDigest sha256 = TrainedModel.newSha256();
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
    now.forEach(
        (name, value) -> {
          if (!value.equals(identity.get(name))) {
            throw new UserError(
                "Cannot resume from %s: its %s is %s, now it is %s; train without --resume"
                    .formatted(file, name, identity.get(name), value));
          }
        });
  }
}
