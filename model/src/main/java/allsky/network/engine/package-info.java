/**
 * PyTorch as the engine below the network: devices, memory managers, native errors.
 *
 * <p>Read {@link allsky.network.engine.PytorchEngine} first.
 */
package allsky.network.engine;
