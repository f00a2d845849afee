// SPDX-License-Identifier: Apache-2.0
// Makes a rollout's JSON out of a form's fields. A field's name is the JSON pointer of its value,
// so that the API's problems find their way back.

const VALUES = {
  text: (text) => text.trim(),
  number: (text) => (text.trim() === '' ? '' : Number.isFinite(Number(text)) ? Number(text) : text.trim()),
  // A comma is part of a device's name, a blank is not.
  words: (text) => text.split(/\s+/).filter(Boolean),
  flag: (text, checked) => checked || '',
};

/**
 * @param fields { pointer, kind: text | number | words | flag, value, checked }; empty ones are left out
 */
export function definitionOf(fields) {
  const root = {};
  for (const { pointer, kind, value, checked } of fields) {
    const made = VALUES[kind](value, checked);
    if (made !== '' && !(Array.isArray(made) && made.length === 0)) {
      put(root, pointer.slice(1).split('/'), made);
    }
  }
  return root;
}

function put(root, path, value) {
  let here = root;
  path.slice(0, -1).forEach((name, place) => {
    here[name] ??= /^\d+$/.test(path[place + 1]) ? [] : {};
    here = here[name];
  });
  here[path.at(-1)] = value;
}
