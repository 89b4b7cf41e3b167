package allsky.spark.training;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.cutout.StoredCutout;
import allsky.cutout.input.InputRecipe;
import allsky.cutout.input.NetworkInput;
import allsky.spark.columns.Columns;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.spark.table.cutout.TensorFormat;
import allsky.survey.Band;
import allsky.survey.Magnitude;
import allsky.survey.SourceClass;
import allsky.training.data.CutoutChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The labelled cutouts of one split in a temporary file on the driver's disk. Training reads them
 * in a new order in each epoch. The heap holds only the labels, the magnitudes and one cutout,
 * however many cutouts there are.
 */
public final class CutoutSpillFile implements SplitExamples {

  private static final String[] CUTOUT = {
    CutoutTable.LABEL, CutoutTable.DX, CutoutTable.DY, CutoutTable.PIXELS, CutoutTable.CUTOUT_FLAGS
  };

  private static final String W1 = CutoutTable.magnitude(Band.W1);

  private static final float[] NO_PHOTOMETRY = {};

  private final FileChannel file;
  private final Kept kept;
  private final InputRecipe stored;
  private final InputRecipe recipe;
  private final NetworkInput input;
  private final ByteBuffer bytes;
  private final float[] pixels;
  private final float[] photometry;

  /**
   * @param stored the bands and photometry in the file
   * @param recipe of the inputs, with these bands and photometry or some of them
   */
  private CutoutSpillFile(FileChannel file, Kept kept, InputRecipe stored, InputRecipe recipe) {
    this.file = file;
    this.kept = kept;
    this.stored = stored;
    this.recipe = recipe;
    this.input = new NetworkInput(recipe);
    this.bytes = buffer(stored);
    this.pixels = new float[stored.shape().pixelCount()];
    this.photometry = new float[stored.inputs().photometryCount()];
  }

  /**
   * Copies the cutouts of a split, in the order of their keys, so that the training does not depend
   * on the order of the files. Cutouts that cannot be used are skipped and counted.
   *
   * @param cutouts a table of cutouts with labels
   * @param classes the network's classes; cutouts of other classes are skipped
   * @param recipe with all bands of the table or some of them
   */
  public static CutoutSpillFile of(
      TrainingCutouts cutouts, String split, List<SourceClass> classes, InputRecipe recipe) {
    Dataset<Row> labelled = cutouts.labelled(split, classes);
    int count = Math.toIntExact(labelled.count());
    Dataset<Row> ordered = labelled.select(columns(recipe, labelled));
    try {
      Kept kept = new Kept(count);
      FileChannel file = spillFile();
      write(ordered.toLocalIterator(), cutouts.shape(), file, kept, classes, recipe);
      return new CutoutSpillFile(file, kept, recipe, recipe);
    } catch (IOException e) {
      throw new UserError(
          "Cannot copy the cutouts to a temporary file: "
              + e.getMessage()
              + "; set TMPDIR to a folder with free space",
          e);
    }
  }

  private static Column[] columns(InputRecipe recipe, Dataset<Row> labelled) {
    Stream<String> photometry =
        recipe.inputs().hasPhotometry() ? Stream.of(PhotometryColumn.NAME) : Stream.empty();
    Column w1 = Columns.namesOf(labelled).contains(W1) ? Columns.named(W1) : functions.lit(null);
    return Stream.concat(
            Stream.concat(Stream.of(CUTOUT), photometry).map(Columns::named),
            Stream.of(w1.cast("float").as(W1)))
        .toArray(Column[]::new);
  }

  /**
   * The same cutouts in the same file as inputs of another network. Only one thread at a time may
   * read both; closing one closes both.
   *
   * @param other with the size and the survey of these cutouts, their bands or some of them, and
   *     images or the same inputs
   */
  CutoutSpillFile inputsOf(InputRecipe other) {
    boolean fits =
        stored.shape().bands().containsAll(other.shape().bands())
            && stored.shape().only(other.shape().bands()).equals(other.shape())
            && (!other.inputs().hasPhotometry() || other.inputs() == stored.inputs());
    if (!fits) {
      throw new IllegalArgumentException(
          "Invalid recipe (for cutouts of %s): %s".formatted(stored, other));
    }
    return new CutoutSpillFile(file, kept, stored, other);
  }

  /** The number of cutouts of the split and the classes that cannot be used, by reason. */
  public SortedMap<CutoutStatus, Integer> leftOut() {
    return kept.leftOut;
  }

  @Override
  public int place(int index) {
    return kept.places[index];
  }

  @Override
  public int length() {
    return recipe.length();
  }

  @Override
  public int size() {
    return kept.size;
  }

  @Override
  public int label(int index) {
    return kept.labels[index];
  }

  @Override
  public double w1(int index) {
    return kept.w1[index];
  }

  @Override
  public void fill(int index, float[] target, int offset) {
    fill(index, CutoutChange.NONE, target, offset);
  }

  @Override
  public void fill(int index, CutoutChange change, float[] target, int offset) {
    bytes.clear();
    try {
      long position = (long) index * bytes.capacity();
      while (bytes.hasRemaining()) {
        if (file.read(bytes, position + bytes.position()) < 0) {
          throw new IOException("the temporary file of training cutouts was truncated");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.flip();
    float dx = bytes.getFloat();
    float dy = bytes.getFloat();
    bytes.asFloatBuffer().get(pixels).get(photometry);
    float[] ofBands =
        new StoredCutout(CutoutStatus.OK, pixels, dx, dy, 0)
            .only(recipe.shape().bands(), stored.shape())
            .pixels();
    change.dim(ofBands, recipe.shape().bands());
    float[] ofSource = recipe.inputs().hasPhotometry() ? photometry : NO_PHOTOMETRY;
    input.fill(ofBands, dx + change.shiftX(), dy + change.shiftY(), ofSource, target, offset);
  }

  /** The recipe that turns cutouts into the network's input. */
  public InputRecipe recipe() {
    return recipe;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel spillFile() throws IOException {
    Path path = Files.createTempFile("allsky-cutouts", ".f32");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void write(
      Iterator<Row> rows,
      CutoutShape shape,
      FileChannel file,
      Kept kept,
      List<SourceClass> classes,
      InputRecipe recipe)
      throws IOException {
    ByteBuffer record = buffer(recipe);
    PhotometryColumn photometryOf = new PhotometryColumn(recipe.inputs());
    while (rows.hasNext()) {
      Row row = rows.next();
      StoredCutout cutout = CutoutTable.stored(row, shape).only(recipe.shape().bands(), shape);
      Optional<float[]> photometry = photometryOf.of(row);
      boolean isOk = cutout.status() == CutoutStatus.OK;
      if (!isOk || photometry.isEmpty()) {
        kept.leaveOut(isOk ? CutoutStatus.NO_MAGNITUDES : cutout.status());
        continue;
      }
      kept.add(classes.indexOf(SourceClass.valueOf(row.getString(0))), w1(row));
      record.clear();
      record.putFloat(cutout.dx()).putFloat(cutout.dy()).put(TensorFormat.bytes(cutout.pixels()));
      record.put(TensorFormat.bytes(photometry.get()));
      record.flip();
      while (record.hasRemaining()) {
        file.write(record);
      }
    }
  }

  private static float w1(Row row) {
    int column = row.fieldIndex(W1);
    return (float) Magnitude.given(row.isNullAt(column) ? null : (double) row.getFloat(column));
  }

  /** Which cutouts are in the file, in the order of their keys. */
  private static final class Kept {

    private final byte[] labels;
    private final float[] w1;
    private final int[] places;
    private final SortedMap<CutoutStatus, Integer> leftOut = new TreeMap<>();
    private int size;
    private int seen;

    Kept(int capacity) {
      this.labels = new byte[capacity];
      this.w1 = new float[capacity];
      this.places = new int[capacity];
    }

    void add(int label, float w1OfSource) {
      labels[size] = (byte) label;
      w1[size] = w1OfSource;
      places[size++] = seen++;
    }

    void leaveOut(CutoutStatus reason) {
      leftOut.merge(reason, 1, Integer::sum);
      seen++;
    }
  }

  private static ByteBuffer buffer(InputRecipe recipe) {
    return ByteBuffer.allocate(
            4 * (2 + recipe.shape().pixelCount() + recipe.inputs().photometryCount()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
