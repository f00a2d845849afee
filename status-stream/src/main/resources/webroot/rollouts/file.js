// SPDX-License-Identifier: Apache-2.0
// A rollout's file, JSON or YAML, as the command line takes it.

/** What is wrong with a file, and in which line (from 1) where that is known. */
export class BadFile extends Error {
  constructor(message, line) {
    super(message);
    this.line = line;
  }
}

/** The object that the file describes. The YAML parser is only fetched for a file that is no JSON. */
export async function parsed(text) {
  const value = /^\s*[{[]/.test(text) ? parseJson(text) : await parseYaml(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new BadFile('This is no rollout: it has no fields such as firmware and targets.');
  }
  return value;
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch ({ message }) {
    const [, position] = message.match(/position (\d+)/) ?? [];
    const line = position && text.slice(0, Number(position)).split('\n').length;
    throw new BadFile(`This is no JSON: ${message}`, line);
  }
}

async function parseYaml(text) {
  const yaml = await import('../vendor/js-yaml.js');
  try {
    return yaml.parseYaml(text);
  } catch ({ reason, mark }) {
    throw new BadFile(`This is no YAML: ${reason}`, mark && mark.line + 1);
  }
}

/**
 * The line (from 1) in which a JSON pointer's value probably stands: its names are looked for one
 * behind the other. Undefined where they are not there.
 */
export function lineOf(pointer, text) {
  let from = 0;
  let found;
  for (const name of pointer.slice(1).split('/').filter(Boolean)) {
    const isPlace = /^\d+$/.test(name);
    if (isPlace) {
      // The nth item of a YAML list, or object of a JSON one.
      const items = [...text.slice(from).matchAll(/^[ \t]*-\s|[[{,]\s*\{/gm)];
      const item = items[Number(name)];
      from += item ? item.index + item[0].length - 1 : 0;
    } else {
      const key = new RegExp(`(^|[\\s{,"'])${name.replace(/[^\w]/g, '\\$&')}["']?\\s*:`).exec(text.slice(from));
      if (!key) {
        break;
      }
      from += key.index + key[0].length;
    }
    found = text.slice(0, from).split('\n').length;
  }
  return found;
}
