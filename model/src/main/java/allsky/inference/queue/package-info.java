/**
 * One queue for each device, through which all tasks of a process use one open engine.
 *
 * <p>Read {@link allsky.inference.queue.DeviceQueue} first; the other classes are its threads and
 * buffers.
 */
package allsky.inference.queue;
