package allsky.simulation.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Things of an image in square cells, for finding those near a source. */
public final class SourceGrid<T> {

  private final int cellPixels;
  private final int cells;
  private final List<List<T>> contents;
  private final Function<T, SkySource> place;

  /**
   * An empty grid.
   *
   * @param reachPixels the largest radius that will be asked for
   * @param place the source whose position a thing has
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

  public void add(T thing) {
    SkySource at = place.apply(thing);
    contents.get(cell(at.y()) * cells + cell(at.x())).add(thing);
  }

  /** The things within a radius of a source, itself included, in the order of the cells. */
  public List<T> within(SkySource source, double radiusPixels) {
    List<T> found = new ArrayList<>(4);
    for (int row = cell(source.y() - radiusPixels); row <= cell(source.y() + radiusPixels); row++) {
      int last = cell(source.x() + radiusPixels);
      for (int column = cell(source.x() - radiusPixels); column <= last; column++) {
        for (T thing : contents.get(row * cells + column)) {
          if (place.apply(thing).distance(source) <= radiusPixels) {
            found.add(thing);
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
