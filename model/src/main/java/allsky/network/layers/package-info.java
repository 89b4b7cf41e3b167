/**
 * The layers of networks. A layer states its structure once, as a sequence of {@link
 * allsky.network.layers.Operations}. Computation, counting of operations and export follow from it.
 *
 * <p>Read {@link allsky.network.layers.Layer} first, then {@link
 * allsky.network.layers.Convolution}, {@link allsky.network.layers.Chain} and {@link
 * allsky.network.layers.Branches}. The paper's two modules, {@link
 * allsky.network.layers.ReceptiveFieldBlock} and {@link allsky.network.layers.Cbam}, are examples
 * of both ways to write a layer: as a composition of other layers, and as operations.
 *
 * <p>Layers have no weights and no arrays; these are in {@code allsky.network}.
 */
package allsky.network.layers;
