// SPDX-License-Identifier: Apache-2.0
// Updates a second, over the last few seconds, so that the figure can be read.

const BUCKETS = 5;

export class Rate {
  #buckets = new Array(BUCKETS).fill(0);
  #second = 0;

  add(number, nowMs) {
    this.#advance(nowMs);
    this.#buckets[this.#second % BUCKETS] += number;
  }

  /** Of the seconds that are over. */
  perSecond(nowMs) {
    this.#advance(nowMs);
    const all = this.#buckets.reduce((sum, each) => sum + each, 0);
    return (all - this.#buckets[this.#second % BUCKETS]) / (BUCKETS - 1);
  }

  #advance(nowMs) {
    const second = Math.floor(nowMs / 1000);
    for (let next = Math.max(this.#second + 1, second - BUCKETS + 1); next <= second; next++) {
      this.#buckets[next % BUCKETS] = 0;
    }
    this.#second = Math.max(this.#second, second);
  }
}
