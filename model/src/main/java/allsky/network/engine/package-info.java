/**
 * PyTorch, the engine of the network: devices, memory managers, protection of native calls.
 *
 * <p>Read {@link allsky.network.engine.PytorchEngine} first.
 */
package allsky.network.engine;
