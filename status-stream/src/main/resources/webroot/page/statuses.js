// SPDX-License-Identifier: Apache-2.0
// The statuses a device can be in, in the order of an update, and what people call them.

export const STATUSES = new Map([
  ['standBy', 'Stand by'],
  ['downloading', 'Downloading'],
  ['applying', 'Applying'],
  ['completed', 'Completed'],
  ['failed', 'Failed'],
  ['unknown', 'Unknown'],
]);

/** The statuses alone; a status' place here is its code in arrays. */
export const CODES = [...STATUSES.keys()];

/** The status an item shows; what a later service may add is unknown here. */
export const statusOf = (item) => (STATUSES.has(item.status) ? item.status : 'unknown');

/** What ends an update. */
export const isEnd = (status) => status === 'completed' || status === 'failed';
