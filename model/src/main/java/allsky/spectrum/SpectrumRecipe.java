package allsky.spectrum;

import java.io.Serializable;

/**
 * The recipe that turns a spectrum into the network's input. The description of a model has the
 * recipe of its training.
 *
 * @param grid the wavelengths of the input
 * @param method identifier of everything else that changes a value
 */
public record SpectrumRecipe(LogGrid grid, String method) implements Serializable {

  /** The recipe of this version of allsky. */
  public static final SpectrumRecipe CURRENT =
      new SpectrumRecipe(LogGrid.NETWORK, SpectrumInput.METHOD);

  public SpectrumRecipe {
    if (!LogGrid.NETWORK.equals(grid) || !SpectrumInput.METHOD.equals(method)) {
      throw new IllegalArgumentException(
          "Invalid recipe of spectra (this version has %s, %s): %s, %s"
              .formatted(LogGrid.NETWORK, SpectrumInput.METHOD, grid, method));
    }
  }

  /** Number of values of one input. */
  public int length() {
    return grid.pixels();
  }
}
