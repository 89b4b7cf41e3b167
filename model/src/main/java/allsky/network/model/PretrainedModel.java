package allsky.network.model;

import allsky.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The trained model that comes with allsky: the folder {@code model/pretrained} of the sources, in
 * the jar {@value #FOLDER}. Its card says on which sky it was trained.
 */
public final class PretrainedModel {

  /** The name of the model on the command line. */
  public static final String NAME = "pretrained";

  /** The folder of the model in the jar. */
  private static final String FOLDER = "/allsky/pretrained/";

  private PretrainedModel() {}

  /**
   * Reads the model as {@link ModelFolder#read(Path, Consumer)}.
   *
   * @param remarks receives remarks for the user, each one line
   * @throws UserError if this build has no model
   */
  public static TrainedModel read(Consumer<String> remarks) {
    URL description = PretrainedModel.class.getResource(FOLDER + ModelFolder.DESCRIPTION);
    if (description == null) {
      throw new UserError(
          "Cannot read the pretrained model: this build of allsky has none; give --model a folder"
              + " from train-iicnet");
    }
    try {
      return description.openConnection() instanceof JarURLConnection packed
          ? readJar(Path.of(packed.getJarFileURL().toURI()), remarks)
          : ModelFolder.read(Path.of(description.toURI()).getParent(), remarks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static TrainedModel readJar(Path jar, Consumer<String> remarks) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      return ModelFolder.read(files.getPath(FOLDER), remarks);
    }
  }
}
