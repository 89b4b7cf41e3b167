package allsky.network.model;

import allsky.SmallFile;
import allsky.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A trained model as a folder: {@value #DESCRIPTION}, {@value #ONNX}, {@value #PARAMETERS}, {@value
 * #DISTANCE} (not in models of older versions), {@value #DIGESTS} with the SHA-256 of these files,
 * and a model card. The description is written last, so a folder with a description is complete.
 */
public final class ModelFolder {

  public static final String DESCRIPTION = "model.json";
  public static final String ONNX = "iicnet.onnx";
  public static final String PARAMETERS = "iicnet.safetensors";
  public static final String DISTANCE = "training-distance.safetensors";
  public static final String DIGESTS = ModelDigests.FILE;
  public static final String CARD = "README.md";

  /** Maximum length of a file; the weights of the largest network, VGG16, need half of it. */
  public static final long MAX_BYTES = 1L << 30;

  private ModelFolder() {}

  /**
   * Writes a model and replaces an existing one.
   *
   * @throws UserError if the folder cannot be written
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
      replace(folder.resolve(DIGESTS), bytes(model.digests().toText()));
      replace(folder.resolve(DESCRIPTION), bytes(model.description().toJson()));
    } catch (IOException e) {
      throw new UserError(
          "Cannot write the model to " + folder + ": " + e + "; choose another --model", e);
    }
  }

  /**
   * Reads a model and compares its files with their digests. A model of format version 1 has no
   * digests of all files; it is accepted with a remark.
   *
   * @param remarks receives remarks for the user, each one line
   * @throws UserError that names the file if one is missing, changed, damaged or not part of a
   *     model
   */
  public static TrainedModel read(Path folder, Consumer<String> remarks) {
    return read(folder, "--model", remarks);
  }

  /**
   * As {@link #read(Path, Consumer)}, for a folder that another option names.
   *
   * @param option the option, for messages
   */
  public static TrainedModel read(Path folder, String option, Consumer<String> remarks) {
    byte[] json = bytes(folder.resolve(DESCRIPTION), option);
    Optional<ModelDigests> digests = digests(folder, option);
    digests.ifPresent(known -> known.check(folder.toString(), DESCRIPTION, json));
    ModelDescription description =
        ModelDescription.parse(
            folder.resolve(DESCRIPTION).toString(), new String(json, StandardCharsets.UTF_8));
    if (digests.isEmpty()) {
      remarks.accept(withoutDigests(folder, description));
    }
    ModelDigests expected = digests.orElse(description.digests());
    byte[] onnx = checked(folder, ONNX, expected, option);
    byte[] parameters = checked(folder, PARAMETERS, expected, option);
    if (description.distance() == null) {
      return new TrainedModel(
          description, onnx, parameters, null, expected.of(Set.of(ONNX, PARAMETERS)));
    }
    byte[] distance = checked(folder, DISTANCE, expected, option);
    return new TrainedModel(
        description, onnx, parameters, distance, expected.of(Set.of(ONNX, PARAMETERS, DISTANCE)));
  }

  private static Optional<ModelDigests> digests(Path folder, String option) {
    Path file = folder.resolve(DIGESTS);
    return Files.exists(file)
        ? Optional.of(
            ModelDigests.parse(
                file.toString(), new String(bytes(file, option), StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /**
   * The remark about a model of an older version, which has no digests. A newer model without
   * digests is refused.
   */
  private static String withoutDigests(Path folder, ModelDescription description) {
    if (description.formatVersion() >= ModelDescription.FORMAT_WITH_DIGESTS) {
      throw new UserError(
          "Cannot read "
              + folder.resolve(DIGESTS)
              + ": there is no such file; copy the complete model folder again, or train again");
    }
    return "the model "
        + folder
        + " is older than "
        + DIGESTS
        + ": a change of its "
        + DESCRIPTION
        + " cannot be detected; train again, or write the digests with sha256sum";
  }

  /**
   * Replaces a file atomically: a reader sees either the old or the new content.
   *
   * @throws IOException if the file system refuses
   */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, out -> out.write(content));
  }

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** As {@link #replace(Path, byte[])}, for content that is not in memory. */
  public static void replace(Path file, Content content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /**
   * Writes a file and waits until the content is on the disk, so that a rename cannot come first.
   */
  private static void write(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static byte[] checked(Path folder, String name, ModelDigests digests, String option) {
    byte[] content = bytes(folder.resolve(name), option);
    digests.check(folder.toString(), name, content);
    return content;
  }

  private static byte[] bytes(Path file, String option) {
    try {
      return SmallFile.read(file, MAX_BYTES);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "Cannot read "
              + file
              + ": there is no such file; give "
              + option
              + " a folder from train-iicnet",
          e);
    } catch (IOException e) {
      throw new UserError(
          "Cannot read "
              + file
              + ": "
              + SmallFile.reason(e)
              + "; give "
              + option
              + " a folder from train-iicnet",
          e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
