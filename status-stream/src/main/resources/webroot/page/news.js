// SPDX-License-Identifier: Apache-2.0
// One sentence at the edge of the page about what the user did, seen and read aloud, then gone.

const SHOWN_MS = 6000;
const news = document.getElementById('news');
let timer;

export function tell(text) {
  news.textContent = text;
  news.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (news.hidden = true), SHOWN_MS);
}
