/**
 * Positions on the celestial sphere and the geometry between them.
 *
 * <p>Read {@link allsky.sky.SkyPosition} first. No catalog, no image and no table is known here.
 */
package allsky.sky;
