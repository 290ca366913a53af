/** A drawing as the source of a picture: an SVG that the server has sent. @param {string} svg */
export const drawn = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
