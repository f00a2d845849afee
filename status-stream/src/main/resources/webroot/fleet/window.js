// SPDX-License-Identifier: Apache-2.0
// Which rows of a long table exist: those in sight and a few beside them. All rows are of one
// height, which is why a library for rows of any height would not earn its bytes.

const BESIDE = 6;

/** @returns [first, end) of the rows that are to exist */
export function rowsInSight(rows, rowHeight, scrolled, height) {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - BESIDE);
  const end = Math.min(rows, Math.ceil((scrolled + height) / rowHeight) + BESIDE);
  return [Math.min(first, end), end];
}
