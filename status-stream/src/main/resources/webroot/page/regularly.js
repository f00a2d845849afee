// SPDX-License-Identifier: Apache-2.0
// Work that is done again and again while its part of the page is open and looked at: never twice at
// once, and ever more seldom while it fails.

const SLOWEST = 8;

/** Does it now and then every so often; returns what ends it, which has `now` to do it at once. */
export function regularly(everyMs, work) {
  let timer;
  let failures = 0;
  let ended = false;
  let doing = null;

  async function round() {
    clearTimeout(timer);
    if (!document.hidden) {
      doing = work().then(() => (failures = 0), () => failures++);
      await doing;
      doing = null;
    }
    if (!ended) {
      clearTimeout(timer);
      timer = setTimeout(round, everyMs * Math.min(SLOWEST, 2 ** failures));
    }
  }

  const seen = () => !document.hidden && !doing && round();
  document.addEventListener('visibilitychange', seen);
  round();

  const end = () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
  end.now = async () => {
    await doing;
    if (!ended) {
      await round();
    }
  };
  return end;
}
