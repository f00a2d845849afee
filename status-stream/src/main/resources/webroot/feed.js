// SPDX-License-Identifier: Apache-2.0
// A client of the status feed (asyncapi.yaml). follow(path, {onFrame, onState}) tells each frame; a connection that
// is lost is made again, for as long as the page is open, and goes on where the last one ended. What a page does:
// `snapshot` with `first` empties its map; `snapshot` and `delta` items go into it, those with `left` out of it.
// onState tells 'live', 'stale' (the hub does not answer the service) or 'reconnecting'. Of what comes back,
// subscribe({device: […], devicePrefix, rollout, status: […]}) changes the filter, and close() ends it.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

export function follow(path, { onFrame, onState }) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket, silence, retry, epoch;
  let attempt = 0;
  let heartbeatMs = 15_000;
  let wanted; // the id of the newest subscribe frame
  let whole = false; // whether the snapshot for it has come to its end, so that there is something to go on from

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
      ({ epoch } = frame);
      heartbeatMs = frame.heartbeatSeconds * 1000;
      attempt = 0;
    } else if (frame.type === 'gone') {
      whole = false;
    } else if (frame.type === 'snapshot') {
      whole = frame.last && frame.id === wanted;
    }
    if (whole && frame.type !== 'hello' && 'seq' in frame) {
      url.searchParams.set('from', `${epoch}:${frame.seq}`);
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
    wanted = undefined; // the address says now what was subscribed to
    if (!whole) {
      url.searchParams.delete('from');
    }
    onState('reconnecting');
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt++);
    retry = setTimeout(connect, 100 + Math.random() * ceiling);
  }

  function subscribe(filter) {
    url.search = '';
    Object.entries(filter).forEach(([name, values]) =>
      [values].flat().forEach((value) => url.searchParams.append(name, value)));
    whole = false;
    wanted = crypto.randomUUID?.() ?? String(Math.random());
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify({ type: 'subscribe', id: wanted, ...filter }));
    } else {
      again();
    }
  }

  function close() {
    [silence, retry].forEach(clearTimeout);
    removeEventListener('online', online);
    socket.onclose = socket.onmessage = null;
    socket.close();
  }

  function online() {
    if (socket.readyState !== WebSocket.OPEN) {
      again();
    }
  }

  addEventListener('online', online);
  connect();
  return { subscribe, close };
}
