// SPDX-License-Identifier: Apache-2.0
// Numbers, spans and times as people read them.

const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];

/** 4 s, 3 min 20 s, 2 h 5 min: the two greatest units. */
export function span(ms) {
  if (!(ms >= 0)) {
    return '';
  }
  if (ms < 9_950) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, size] = UNITS[first];
  const [lesser, lesserSize] = UNITS[first + 1] ?? [];
  const rest = lesser ? Math.floor((seconds % size) / lesserSize) : 0;
  return `${Math.floor(seconds / size)} ${unit}${rest ? ` ${rest} ${lesser}` : ''}`;
}

/** just now, 12 s ago, 3 d ago. */
export function ago(ms) {
  const seconds = Math.floor(ms / 1000);
  if (!(seconds >= 1)) {
    return 'just now';
  }
  const [unit, size] = UNITS.find(([, each]) => seconds >= each);
  return `${Math.floor(seconds / size)} ${unit} ago`;
}

export const count = (number) => number.toLocaleString('en');

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** The time of day where it is of today, the date too where not. */
export function moment(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const clock = at.toLocaleTimeString('en-GB');
  return at.toDateString() === now.toDateString()
    ? clock
    : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${clock}`;
}

/** awaitingApproval → Awaiting approval, TIMED_OUT → Timed out. */
export function spaced(word) {
  const words = word.includes('_') || word === word.toUpperCase()
    ? word.replaceAll('_', ' ').toLowerCase()
    : word.replace(/([a-z])([A-Z])/g, (all, before, letter) => `${before} ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
