/**
 * What networks consist of. A layer states its structure once, as a sequence of {@link
 * allsky.network.layers.Operations}; it is then computed, measured and exported.
 *
 * <p>Read {@link allsky.network.layers.Layer} first, then {@link
 * allsky.network.layers.Convolution}, {@link allsky.network.layers.Chain} and {@link
 * allsky.network.layers.Branches}. The paper's two modules, {@link
 * allsky.network.layers.ReceptiveFieldBlock} and {@link allsky.network.layers.Cbam}, are examples
 * of both ways to write a layer: as a composition of other layers, and as operations.
 *
 * <p>Layers hold no weights and no arrays: those are in {@code allsky.network}.
 */
package allsky.network.layers;
