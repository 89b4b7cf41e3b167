/**
 * Positions on the celestial sphere and the geometry between them.
 *
 * <p>Read {@link allsky.sky.SkyPosition} first. This package does not depend on catalogs, images or
 * tables.
 */
package allsky.sky;
