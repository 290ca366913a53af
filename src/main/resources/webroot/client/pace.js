/** So many updates a second are enough where nobody looks, and on a phone, which lives longer for it. */
const CALM_RATE = 4;
/** As many as a board ever has. */
export const FULL_RATE = 10;
const SMALL = ['(pointer: coarse) and (max-width: 599px)', '(pointer: coarse) and (max-height: 599px)'].join();

const isHidden = () => globalThis.document?.visibilityState === 'hidden';
const isPhone = () => globalThis.matchMedia?.(SMALL).matches ?? false;

/** How many updates a second are of use to this page. Outside of browsers, all. */
export const usefulRate = () => (isHidden() || isPhone() ? CALM_RATE : FULL_RATE);

/**
 * Tells when that may have changed.
 *
 * @param {() => void} work
 * @returns {() => void} ends it
 */
export function onPace(work) {
  const page = globalThis.document;
  page?.addEventListener?.('visibilitychange', work);
  return () => page?.removeEventListener?.('visibilitychange', work);
}
