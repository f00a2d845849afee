// SPDX-License-Identifier: Apache-2.0
// What the page uses of lit: templates that only ever put text into the page, and keyed lists.
export { html, nothing, render, svg } from 'lit/html.js';
export { repeat } from 'lit/directives/repeat.js';
