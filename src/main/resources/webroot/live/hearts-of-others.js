const MAX_AT_ONCE = 3;

/** Likes of others float, too, a few each second. */
export class HeartsOfOthers {
  #seen = {likes: 0, mine: 0};

  /**
   * How many hearts rise now.
   *
   * @param {number | undefined} likes all of the stream
   * @param {number} mine those given on this page
   */
  next(likes, mine) {
    if (likes === undefined || likes === this.#seen.likes) return 0;
    const others = this.#seen.likes === 0 ? 0 : likes - this.#seen.likes - (mine - this.#seen.mine);
    this.#seen = {likes, mine};
    return Math.max(0, Math.min(others, MAX_AT_ONCE));
  }
}
