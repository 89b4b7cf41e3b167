package allsky.spark.classify;

import java.util.List;

/**
 * What is known of waves that are done.
 *
 * @param problems what is wrong with images, a line each
 * @param devices what classified them
 */
public record WaveRecord(List<String> problems, List<DeviceUse> devices) {}
