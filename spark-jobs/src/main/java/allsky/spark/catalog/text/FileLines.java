package allsky.spark.catalog.text;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** The lines of a file's range that are meant as rows, cut into fields one by one. */
final class FileLines implements Closeable {

  private final LineLayout layout;
  private final LineRecordReader reader = new LineRecordReader();
  private boolean headerAhead;
  private String line;
  private String[] fields;
  private String fault;

  FileLines(FileRange range, LineLayout layout, Configuration hadoop) throws IOException {
    this.layout = layout;
    this.headerAhead = layout.hasHeaderLine() && range.start() == 0;
    FileSplit split =
        new FileSplit(new Path(range.path()), range.start(), range.length(), new String[0]);
    reader.initialize(split, new TaskAttemptContextImpl(hadoop, new TaskAttemptID()));
  }

  /** Goes to the next line; false where there is none. */
  boolean next() throws IOException {
    while (reader.nextKeyValue()) {
      line = reader.getCurrentValue().toString();
      if (layout.isRow(line)) {
        if (!headerAhead) {
          cut();
          return true;
        }
        headerAhead = false;
      }
    }
    return false;
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

  /** The checked text of a field of a line without a {@link #fault}. */
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
