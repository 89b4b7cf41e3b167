/**
 * One queue for each device. All tasks of a process use the same open engine through it.
 *
 * <p>Read {@link allsky.inference.queue.DeviceQueue} first; the other classes are its threads and
 * buffers.
 */
package allsky.inference.queue;
