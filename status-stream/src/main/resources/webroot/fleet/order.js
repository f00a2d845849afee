// SPDX-License-Identifier: Apache-2.0
// In which order devices are shown, and which of them. Made for 100,000: names are compared by a
// key that is made once, since Intl.Collator would take seconds.

const DIGITS = /\d+/g;

/** Sorts sim-9 before sim-10, and large letters with small ones. */
export const keyOf = (id) => `${id.toLowerCase().replace(DIGITS, (digits) => digits.padStart(15, '0'))}\n${id}`;

const text = (value) => (value ?? '').toLowerCase();
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Equal ones stay in the order of their names: Array.sort is stable and begins with that order.
const ORDERS = {
  status: (a, b) => a.code - b.code,
  version: (a, b) => compareText(keyOf(text(a.item.version)), keyOf(text(b.item.version))),
  update: (a, b) => compareText(text(a.item.updateId), text(b.item.updateId)),
  changed: (a, b) => (b.at || 0) - (a.at || 0),
};

/**
 * The cells that are wanted, in the order that is wanted.
 *
 * @param ordered all of them by name
 * @param column device, status, version, update or changed (the newest first)
 */
export function arranged(ordered, { column = 'device', descending = false, matches = () => true }) {
  const wanted = ordered.filter(matches);
  if (ORDERS[column]) {
    wanted.sort(ORDERS[column]);
  }
  return descending ? wanted.reverse() : wanted;
}

/** Whether a cell is of this status (its code; null for any) and has this text in it. */
export function matcher(words, code) {
  const needle = words.trim().toLowerCase();
  return ({ item, code: own }) =>
    (code === null || own === code)
    && (!needle || item.deviceId.toLowerCase().includes(needle)
      || text(item.version).includes(needle) || text(item.updateId).includes(needle)
      || text(item.error?.message).includes(needle) || text(item.error?.code).includes(needle));
}
