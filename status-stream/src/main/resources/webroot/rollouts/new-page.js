// SPDX-License-Identifier: Apache-2.0
// Makes a rollout, from a form or from a file that is pasted, dropped or chosen. Nothing is started
// by it: its devices are found, and then it waits for its start.

import { html, render } from '../vendor/lit.js';
import { newKey, post } from '../page/api.js';
import { FieldErrors } from '../page/field-errors.js';
import { tell } from '../page/news.js';
import { toRollout } from '../page/router.js';
import { rememberedWho } from './confirm.js';
import { BadFile, lineOf, parsed } from './file.js';
import { definitionOf } from './form-definition.js';
import { fieldsOf, NewForm } from './new-form.js';

export class NewRollout {
  #root;
  #form = new NewForm(() => this.#render());
  #isFile = false;
  #errors;
  #busy = false;
  #hasLeft = false;
  #key = newKey();

  constructor(root) {
    this.#root = root;
    this.#render();
    const form = root.querySelector('form');
    this.#errors = new FieldErrors(form);
    form.addEventListener('input', () => (this.#key = newKey()));
  }

  leave() {
    this.#hasLeft = true;
  }

  #choose(isFile) {
    this.#isFile = isFile;
    this.#errors.clear();
    this.#render();
  }

  #render() {
    render(html`
      <div class="title"><div><p class="crumb"><a href="#/rollouts">Rollouts</a></p><h2 tabindex="-1">New rollout</h2></div>
        <div class="actions" role="group" aria-label="How">
          <button type="button" aria-pressed=${!this.#isFile} @click=${() => this.#choose(false)}>Form</button>
          <button type="button" aria-pressed=${this.#isFile} @click=${() => this.#choose(true)}>File</button></div></div>
      <form class="card pad new" novalidate @submit=${(event) => this.#submit(event)}>
        <p class="notice" data-general role="alert" hidden></p>
        <div ?hidden=${this.#isFile}>${this.#form.show()}</div>
        <div ?hidden=${!this.#isFile}>${this.#file()}</div>
        <div class="buttons"><p class="quiet">Nothing is started yet: its devices are found, then it waits for you.</p>
          <button type="submit" class="primary" ?disabled=${this.#busy}>Create rollout</button></div>
      </form>`, this.#root);
  }

  #file() {
    return html`
      <label for="file-text">Rollout as JSON or YAML <span class="quiet">paste it, drop a file here, or choose one</span></label>
      <textarea id="file-text" name="/" rows="18" spellcheck="false" class="code"
        @dragover=${(event) => event.preventDefault()} @drop=${(event) => this.#drop(event)}></textarea>
      <input type="file" accept=".json,.yaml,.yml" aria-label="Choose a file" @change=${({ target }) => this.#take(target.files[0])}>`;
  }

  #drop(event) {
    const [file] = event.dataTransfer.files;
    if (file) {
      event.preventDefault();
      this.#take(file);
    }
  }

  async #take(file) {
    if (file) {
      const area = this.#root.querySelector('#file-text');
      area.value = await file.text();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  async #submit(event) {
    event.preventDefault();
    this.#errors.clear();
    this.#busy = true;
    this.#render();
    try {
      const wanted = this.#isFile
        ? await parsed(this.#root.querySelector('#file-text').value)
        : definitionOf(fieldsOf(event.target));
      const made = await post('/api/v1/rollouts', wanted, { key: this.#key, who: rememberedWho() });
      tell(`${made.id} was made; its devices are being found`);
      if (!this.#hasLeft) {
        location.hash = toRollout(made.id);
      }
    } catch (problem) {
      this.#show(problem);
    }
    this.#busy = false;
    this.#render();
  }

  #show(problem) {
    if (!this.#isFile) {
      this.#errors.show(problem);
      return;
    }
    const area = this.#root.querySelector('#file-text');
    const line = problem instanceof BadFile ? problem.line : problem.pointer && lineOf(problem.pointer, area.value);
    this.#errors.at('/', `${line ? `Line ${line}: ` : ''}${problem.message}`);
    if (line) {
      const before = area.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      area.setSelectionRange(before, before + area.value.split('\n')[line - 1].length);
      area.scrollTop = ((line - 4) / area.value.split('\n').length) * area.scrollHeight;
    }
  }
}
