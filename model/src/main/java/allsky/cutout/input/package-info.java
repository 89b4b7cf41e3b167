/**
 * Makes the network's input from a cutout: stretch, then resampling to the side of the input, such
 * as 80 x 80 pixels.
 *
 * <p>Read {@link allsky.cutout.input.InputRecipe}, then {@link allsky.cutout.input.NetworkInput}.
 * Training and inference both use this code. {@link allsky.cutout.input.ColourComposite} draws a
 * cutout for people.
 */
package allsky.cutout.input;
