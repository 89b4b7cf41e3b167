package allsky.simulation.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A grid of square cells that finds the items near a source of an image. */
public final class SourceGrid<T> {

  private final int cellPixels;
  private final int cells;
  private final List<List<T>> contents;
  private final Function<T, SkySource> place;

  /**
   * An empty grid.
   *
   * @param reachPixels the maximum radius of a search
   * @param place function that returns the source at the position of an item
   */
  public SourceGrid(int tilePixels, int reachPixels, Function<T, SkySource> place) {
    this.cellPixels = reachPixels;
    this.cells = tilePixels / reachPixels + 1;
    this.place = place;
    this.contents = new ArrayList<>(cells * cells);
    for (int i = 0; i < cells * cells; i++) {
      contents.add(new ArrayList<>(2));
    }
  }

  public void add(T item) {
    SkySource at = place.apply(item);
    contents.get(cell(at.y()) * cells + cell(at.x())).add(item);
  }

  /** The items within a radius of a source, including its own item, in the order of the cells. */
  public List<T> within(SkySource source, double radiusPixels) {
    List<T> found = new ArrayList<>(4);
    for (int row = cell(source.y() - radiusPixels); row <= cell(source.y() + radiusPixels); row++) {
      int last = cell(source.x() + radiusPixels);
      for (int column = cell(source.x() - radiusPixels); column <= last; column++) {
        for (T item : contents.get(row * cells + column)) {
          if (place.apply(item).distance(source) <= radiusPixels) {
            found.add(item);
          }
        }
      }
    }
    return found;
  }

  private int cell(double pixel) {
    return Math.max(0, Math.min(cells - 1, (int) (pixel / cellPixels)));
  }
}
