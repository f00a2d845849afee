// SPDX-License-Identifier: Apache-2.0
// Work that nobody can follow faster, such as writing figures, done at most so often.

/** A function that does the work at once, or as soon as that long has passed since it was done last. */
export function seldom(everyMs, work, clock = () => performance.now(), later = setTimeout) {
  let last = -Infinity;
  let waits = false;

  function perform() {
    waits = false;
    last = clock();
    work();
  }

  return () => {
    if (!waits) {
      waits = true;
      const wait = last + everyMs - clock();
      if (wait > 0) {
        later(perform, wait);
      } else {
        perform();
      }
    }
  };
}
