// SPDX-License-Identifier: Apache-2.0
// Calls of the orchestrator's published API, under the page's own origin.

const PATIENCE_MS = 30_000;

/** What stood in the way, as problem+json tells it. */
export class Problem extends Error {
  constructor({ code, detail, pointer, status }) {
    super(detail);
    this.code = code;
    this.pointer = pointer;
    this.status = status;
  }

  /** Its sentence without the pointer in front, for where the field's own place says that. */
  get atField() {
    const text = this.pointer && this.message.startsWith(this.pointer)
      ? this.message.slice(this.pointer.length).trim()
      : this.message;
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
}

export const get = (path) => call('GET', path);

/** @param key the same for each try of one wish, so that it is fulfilled once */
export const post = (path, body = {}, { key, who } = {}) => call('POST', path, body, {
  ...(key && { 'Idempotency-Key': key }),
  ...(who && { 'X-Firmcast-Who': who }),
});

export const devicePath = (device) => `/api/v1/devices/${encodeURIComponent(device)}`;
export const rolloutPath = (rollout) => `/api/v1/rollouts/${encodeURIComponent(rollout)}`;
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function call(method, path, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (failure) {
    throw new Problem({
      code: 'unreachable',
      detail: failure.name === 'TimeoutError'
        ? 'No answer came in time. It may have been done all the same: look before you try again.'
        : 'The service cannot be reached. Try again in a moment.',
    });
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Problem({ detail: `The service answered ${answer.status}.`, ...said, status: answer.status });
  }
  return said;
}
