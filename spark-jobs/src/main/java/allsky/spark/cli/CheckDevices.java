package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.network.engine.ComputeDevice;
import allsky.network.engine.PytorchEngine;
import allsky.spark.training.DeviceTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check-devices}: trains and classifies a little on each device; bin/gpu-check calls it. */
@Command(
    name = "check-devices",
    header = "Test training and inference on each device and print their speed.",
    description = {
      "%nRuns IICnet on random images, on the CPU and on every GPU that PyTorch finds. Run"
          + " bin/gpu-check first: it checks the driver and the libraries of a GPU machine."
    })
final class CheckDevices extends Job {

  @Option(
      names = "--steps",
      defaultValue = "20",
      paramLabel = "N",
      description = "Number of training steps on each device, with 64 cutouts each.")
  private int steps;

  @Option(
      names = "--classify",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Number of cutouts to classify on each device.")
  private int cutouts;

  @Override
  protected void checkOptions() {
    check(steps >= 1, "Invalid --steps (1 or more): %d", steps);
    check(cutouts >= 1, "Invalid --classify (1 or more): %d", cutouts);
  }

  @Override
  protected void work() {
    int gpus = PytorchEngine.gpuCount();
    print("PyTorch %s sees %d GPUs", PytorchEngine.version(), gpus);
    DeviceTrial trial = new DeviceTrial(steps, cutouts);
    for (ComputeDevice device : devices(gpus)) {
      DeviceTrial.Result result = trial.on(device, checkpoint());
      print(
          "%s: trains %,.0f images/s (loss %.4f), classifies %,.0f images/s",
          device, result.trained(), result.loss(), result.classified());
    }
  }

  private static List<ComputeDevice> devices(int gpus) {
    List<ComputeDevice> devices = new ArrayList<>(List.of(ComputeDevice.CPU));
    for (int gpu = 0; gpu < gpus; gpu++) {
      devices.add(new ComputeDevice(ComputeDevice.Kind.GPU, gpu));
    }
    return devices;
  }

  private static Path checkpoint() {
    try {
      Path file = Files.createTempFile("allsky-check", ".safetensors");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UserError("Cannot write a temporary file: " + e.getMessage(), e);
    }
  }
}
