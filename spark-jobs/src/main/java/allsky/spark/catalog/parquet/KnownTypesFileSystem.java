package allsky.spark.catalog.parquet;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A read-only view of another file system whose Parquet files have only logical types that the
 * Parquet library knows. A column of any other type has only its physical type. Names, lengths and
 * blocks are those of the other file system, so that Spark splits a file as it would the original.
 * {@code known-types-s3a://bucket/a} is {@code s3a://bucket/a}.
 */
public final class KnownTypesFileSystem extends FileSystem {

  private static final String PREFIX = "known-types-";

  private FileSystem files;
  private URI uri;

  /** For Hadoop, which creates file systems by reflection; see {@link #path}. */
  public KnownTypesFileSystem() {}

  /**
   * The path of a file or folder in this file system.
   *
   * @param hadoop gets the setting for this file system; readers of the path must use this
   *     configuration
   * @throws IOException if the file system of the original path cannot be opened
   */
  public static Path path(Path original, Configuration hadoop) throws IOException {
    Path qualified = original.getFileSystem(hadoop).makeQualified(original);
    String scheme = PREFIX + qualified.toUri().getScheme();
    hadoop.setClass("fs." + scheme + ".impl", KnownTypesFileSystem.class, FileSystem.class);
    return withScheme(scheme, qualified);
  }

  private static Path withScheme(String scheme, Path path) {
    return new Path(scheme, path.toUri().getAuthority(), path.toUri().getPath());
  }

  private Path original(Path path) {
    Path qualified = makeQualified(path);
    return withScheme(qualified.toUri().getScheme().substring(PREFIX.length()), qualified);
  }

  private Path known(Path original) {
    return withScheme(uri.getScheme(), original);
  }

  private FileStatus known(FileStatus original) {
    return new FileStatus(
        original.getLen(),
        original.isDirectory(),
        original.getReplication(),
        original.getBlockSize(),
        original.getModificationTime(),
        known(original.getPath()));
  }

  @Override
  public void initialize(URI name, Configuration hadoop) throws IOException {
    super.initialize(name, hadoop);
    Path root = new Path(name.getScheme(), name.getAuthority(), Path.SEPARATOR);
    uri = root.toUri();
    files = withScheme(name.getScheme().substring(PREFIX.length()), root).getFileSystem(hadoop);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getScheme() {
    return uri.getScheme();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Path original = original(path);
    FSDataInputStream file = files.open(original, bufferSize);
    try {
      Optional<ThriftFooter> footer =
          ThriftFooter.read(file, files.getFileStatus(original).getLen());
      Optional<byte[]> known = footer.flatMap(ThriftFooter::known);
      return known.isEmpty()
          ? file
          : new FSDataInputStream(
              new FooterOverlay(file, footer.orElseThrow().start(), known.orElseThrow()));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return known(files.getFileStatus(original(path)));
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return Arrays.stream(files.listStatus(original(folder)))
        .map(this::known)
        .toArray(FileStatus[]::new);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
      throws IOException {
    return files.getFileBlockLocations(
        files.getFileStatus(original(file.getPath())), start, length);
  }

  /** The path of the file or folder in the original file system. */
  @Override
  public Path resolvePath(Path path) throws IOException {
    return files.resolvePath(original(path));
  }

  @Override
  public Path getWorkingDirectory() {
    return known(files.getWorkingDirectory());
  }

  @Override
  public void setWorkingDirectory(Path folder) {
    throw readOnly();
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress) {
    throw readOnly();
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw readOnly();
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw readOnly();
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    throw readOnly();
  }

  @Override
  public boolean mkdirs(Path folder, FsPermission permission) {
    throw readOnly();
  }

  private UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(uri + " is read only");
  }
}
