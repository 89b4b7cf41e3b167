package allsky.network;

import allsky.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A trained model as a folder: {@value #DESCRIPTION}, {@value #ONNX}, {@value #PARAMETERS}, {@value
 * #DISTANCE} (not in models that are older than it) and a model card. The description is written
 * last, so a folder that has one is whole.
 */
public final class ModelFolder {

  public static final String DESCRIPTION = "model.json";
  public static final String ONNX = "iicnet.onnx";
  public static final String PARAMETERS = "iicnet.safetensors";
  public static final String DISTANCE = "training-distance.safetensors";
  public static final String CARD = "README.md";

  private ModelFolder() {}

  /**
   * Writes a model, in place of one that is there.
   *
   * @throws UserError where the folder cannot be written
   */
  public static void write(Path folder, TrainedModel model) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(DESCRIPTION));
      replace(folder.resolve(PARAMETERS), model.parameters());
      replace(folder.resolve(ONNX), model.onnx());
      Files.deleteIfExists(folder.resolve(DISTANCE));
      if (model.distanceBytes() != null) {
        replace(folder.resolve(DISTANCE), model.distanceBytes());
      }
      replace(folder.resolve(CARD), bytes(ModelCard.of(model.description())));
      replace(folder.resolve(DESCRIPTION), bytes(model.description().toJson()));
    } catch (IOException e) {
      throw new UserError(
          "Cannot write the model to " + folder + ": " + e + "; choose another --model", e);
    }
  }

  /**
   * Reads a model and compares its files with their digests.
   *
   * @throws UserError naming the file that is missing, damaged or not of a model
   */
  public static TrainedModel read(Path folder) {
    Path descriptionFile = folder.resolve(DESCRIPTION);
    String json = new String(bytes(descriptionFile), StandardCharsets.UTF_8);
    ModelDescription description = ModelDescription.parse(descriptionFile.toString(), json);
    byte[] onnx = checked(folder.resolve(ONNX), description.onnxSha256());
    byte[] parameters = checked(folder.resolve(PARAMETERS), description.parametersSha256());
    byte[] distance =
        description.distance() == null
            ? null
            : checked(folder.resolve(DISTANCE), description.distance().sha256());
    return new TrainedModel(description, onnx, parameters, distance);
  }

  /**
   * Writes a file so that a reader sees the old content or the new, never a part.
   *
   * @throws IOException where the file system refuses
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] checked(Path file, String sha256) {
    byte[] content = bytes(file);
    if (!TrainedModel.sha256(content).equals(sha256)) {
      throw new UserError(
          "Cannot read "
              + file
              + ": it is not the file that "
              + DESCRIPTION
              + " was written for (SHA-256 differs); copy the whole model folder again");
    }
    return content;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "Cannot read " + file + ": no such file; let --model name a folder of train-iicnet", e);
    } catch (IOException e) {
      throw new UserError(
          "Cannot read " + file + ": " + e + "; let --model name a folder of train-iicnet", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
