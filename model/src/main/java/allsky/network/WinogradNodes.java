package allsky.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Writes a 3x3 convolution as the Winograd convolution F(5x5, 3x3): 49 products of matrices for
 * each tile of 5x5 outputs instead of 225. The arrays have the axes row, column, image, channel in
 * between, so that each step is one product of matrices.
 */
final class WinogradNodes {

  private static final int TILE = WinogradTransform.TILE;
  private static final int WINDOW = WinogradTransform.WINDOW;

  private final OnnxNodes nodes;
  private final WinogradTransform transform = WinogradTransform.of5();
  private final int channels;
  private final int rows;
  private final int columns;
  private final int rowTiles;
  private final int columnTiles;

  private WinogradNodes(OnnxNodes nodes, Shape input) {
    this.nodes = nodes;
    this.channels = Math.toIntExact(input.get(1));
    this.rows = Math.toIntExact(input.get(2));
    this.columns = Math.toIntExact(input.get(3));
    this.rowTiles = WinogradTransform.tiles(rows);
    this.columnTiles = WinogradTransform.tiles(columns);
  }

  /**
   * Adds the nodes and returns the name of the result.
   *
   * @param input the name of the input (n, channels, rows, columns)
   * @param shape the shape of the input, for any n
   * @param folded the weights of the convolution
   */
  static String add(OnnxNodes nodes, String input, Shape shape, FoldedConvolution folded) {
    return new WinogradNodes(nodes, shape).convolution(input, folded);
  }

  private String convolution(String input, FoldedConvolution folded) {
    int filters =
        folded.factors().length / (channels * WinogradTransform.TAPS * WinogradTransform.TAPS);
    float[] kernels = transform.kernels(folded.factors(), filters, channels);
    String tiles = inputTiles(input);
    String products =
        nodes.node(
            "MatMul", List.of(), tiles, nodes.tensor(kernels, WINDOW * WINDOW, channels, filters));
    String output = outputTiles(products, filters);
    if (folded.bias() != null) {
      output = nodes.node("Add", List.of(), output, nodes.tensor(folded.bias(), filters));
    }
    return image(output, filters);
  }

  /** (n, channels, rows, columns) to (49, tiles x n, channels). */
  private String inputTiles(String input) {
    String pixels = transpose(reshape(input, -1, (long) rows * columns), 1, 0);
    String tiledRows = product(inputMatrix(rows), reshape(pixels, rows, -1));
    String tiled =
        product(inputMatrix(columns), reshape(tiledRows, (long) rowTiles * WINDOW, columns, -1));
    String axes = reshape(tiled, rowTiles, WINDOW, columnTiles, WINDOW, -1, channels);
    return reshape(transpose(axes, 1, 3, 0, 2, 4, 5), WINDOW * WINDOW, -1, channels);
  }

  private String inputMatrix(int side) {
    long tiledRows = (long) WinogradTransform.tiles(side) * WINDOW;
    return nodes.tensor(transform.inputOfAxis(side), tiledRows, side);
  }

  /** (49, tiles x n, filters) to (5, 5, row tiles, column tiles, n, filters). */
  private String outputTiles(String products, int filters) {
    String matrix = nodes.tensor(transform.outputOfTile(), TILE, WINDOW);
    String tileRows = product(matrix, reshape(products, WINDOW, -1));
    String tile = product(matrix, reshape(tileRows, TILE, WINDOW, -1));
    return reshape(tile, TILE, TILE, rowTiles, columnTiles, -1, filters);
  }

  /** (5, 5, row tiles, column tiles, n, filters) to (n, filters, rows, columns). */
  private String image(String tiles, int filters) {
    int tiledRows = rowTiles * TILE;
    int tiledColumns = columnTiles * TILE;
    String tiled =
        reshape(transpose(tiles, 2, 0, 3, 1, 4, 5), tiledRows, tiledColumns, -1, filters);
    String cropped = crop(crop(tiled, 0, tiledRows, rows), 1, tiledColumns, columns);
    String images = transpose(reshape(cropped, (long) rows * columns, -1), 1, 0);
    return reshape(images, -1, filters, rows, columns);
  }

  /** The first {@code length} values along an axis. */
  private String crop(String input, int axis, int tiledLength, int length) {
    return tiledLength == length
        ? input
        : nodes.node(
            "Slice", List.of(), input, nodes.vector(0), nodes.vector(length), nodes.vector(axis));
  }

  private String product(String left, String right) {
    return nodes.node("MatMul", List.of(), left, right);
  }

  private String transpose(String input, long... axes) {
    return nodes.node("Transpose", List.of(OnnxNodes.integers("perm", axes)), input);
  }

  /** One size may be -1: the sizes of the batch are not known. */
  private String reshape(String input, long... shape) {
    return nodes.node("Reshape", List.of(), input, nodes.vector(shape));
  }
}
