// SPDX-License-Identifier: Apache-2.0
// Which part of the page is open, by the address behind the #, so that it can be linked and reloaded.

/** '#/devices/a%2Fb' → { name: 'device', id: 'a/b' }; what is not known is the fleet. */
export function routeOf(hash) {
  const [kind, id] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (kind === 'devices' && id) {
    return { name: 'device', id };
  }
  if (kind === 'rollouts') {
    return id === undefined || id === '' ? { name: 'rollouts' }
      : id === '+new' ? { name: 'newRollout' }
        : { name: 'rollout', id };
  }
  return { name: 'fleet' };
}

export const toDevice = (id) => `#/devices/${encodeURIComponent(id)}`;
export const toRollout = (id) => `#/rollouts/${encodeURIComponent(id)}`;
export const NEW_ROLLOUT = '#/rollouts/+new';

/** Calls back with each route, the present one first. */
export function onRoute(go) {
  addEventListener('hashchange', () => go(routeOf(location.hash), true));
  go(routeOf(location.hash), false);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
