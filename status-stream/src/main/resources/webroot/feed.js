// SPDX-License-Identifier: Apache-2.0
// The status feed: connects, tells each frame, and connects again when it is lost, for as long as
// the page is open.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

export function follow(path, { onFrame, onState }) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket;
  let attempt = 0;
  let heartbeatMs = 15_000;
  let silence;
  let retry;

  function connect() {
    clearTimeout(retry);
    socket = new WebSocket(url, 'firmcast.v1.json');
    const mine = socket;
    socket.onmessage = (event) => mine === socket && heard(JSON.parse(event.data));
    socket.onclose = () => mine === socket && lost();
    expectSign();
  }

  function heard(frame) {
    expectSign();
    if (frame.type === 'hello') {
      heartbeatMs = frame.heartbeatSeconds * 1000;
      attempt = 0;
    }
    if ('stale' in frame) {
      onState(frame.stale ? 'stale' : 'live');
    }
    onFrame(frame);
  }

  // A cut cable closes nothing: a connection that misses two signs of life is given up.
  function expectSign() {
    clearTimeout(silence);
    silence = setTimeout(again, heartbeatMs * 2.5);
  }

  function again() {
    socket.onclose = null;
    socket.close();
    lost();
  }

  // Full jitter: pages that lost the service together do not come back together.
  function lost() {
    clearTimeout(silence);
    clearTimeout(retry);
    onState('reconnecting');
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt++);
    retry = setTimeout(connect, 100 + Math.random() * ceiling);
  }

  addEventListener('online', () => {
    if (socket.readyState !== WebSocket.OPEN) {
      again();
    }
  });
  connect();
}
