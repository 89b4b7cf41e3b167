package allsky.spark.catalog.text;

import allsky.UserError;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** Reads the lines of a file range that should be rows, and divides them into fields. */
final class FileLines implements Closeable {

  private final LineLayout layout;
  private final LineRecordReader reader = new LineRecordReader();
  private final Path path;
  private final boolean packed;
  private boolean inHead;
  private String line;
  private String[] fields;
  private String fault;

  FileLines(FileRange range, LineLayout layout, Configuration hadoop) throws IOException {
    this.layout = layout;
    this.inHead = range.start() == 0;
    this.path = new Path(range.path());
    this.packed = new CompressionCodecFactory(hadoop).getCodec(path) != null;
    FileSplit split = new FileSplit(path, range.start(), range.length(), new String[0]);
    reader.initialize(split, new TaskAttemptContextImpl(hadoop, new TaskAttemptID()));
  }

  /** Moves to the next line; false if there is none. */
  boolean next() throws IOException {
    while (hasLine()) {
      line = reader.getCurrentValue().toString();
      if (!line.isBlank() && !isAboveRows()) {
        cut();
        return true;
      }
    }
    return false;
  }

  /** True in the header, which must end in the first range of its file. */
  private boolean isAboveRows() {
    if (!inHead || layout.isHead(line)) {
      return inHead;
    }
    inHead = false;
    return layout.hasHeaderLine();
  }

  /**
   * True if there is another line. A truncated compressed file is a user error; other failures are
   * not.
   */
  private boolean hasLine() throws IOException {
    try {
      return reader.nextKeyValue();
    } catch (IOException e) {
      if (packed) {
        throw new UserError(
            "Cannot read "
                + path
                + ": it is compressed, and truncated or damaged: "
                + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  private void cut() {
    fault = null;
    try {
      fields = layout.fields(line);
      for (int i = 0; i < fields.length; i++) {
        layout.columns().get(i).check(fields[i]);
      }
    } catch (MalformedLine e) {
      fault = e.getMessage();
    }
  }

  String line() {
    return line;
  }

  /** The valid text of a field, in a line without a {@link #fault}. */
  String field(int column) {
    return fields[column];
  }

  /** Why the line is malformed, or null. */
  String fault() {
    return fault;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
