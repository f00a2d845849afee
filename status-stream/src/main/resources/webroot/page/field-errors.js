// SPDX-License-Identifier: Apache-2.0
// Shows what is wrong with a form at the field that it is about. A field's name is the JSON pointer
// that the API uses for it; what belongs to no field is told on top, in [data-general].

export class FieldErrors {
  #form;

  constructor(form) {
    this.#form = form;
    form.addEventListener('input', ({ target }) => this.#say(target, ''));
  }

  clear() {
    this.#general('');
    [...this.#form.elements].forEach((field) => this.#say(field, ''));
  }

  at(pointer, text) {
    const field = this.#closest(pointer);
    if (field) {
      this.#say(field, text);
      field.focus();
    }
    return Boolean(field);
  }

  show(problem) {
    if (!problem.pointer || !this.at(problem.pointer, problem.atField)) {
      this.#general(problem.message);
    }
  }

  // What is wrong inside of a field's value is shown at that field, what is wrong with a group of
  // fields at the first of them: /targets at /targets/condition.
  #closest(pointer) {
    for (let path = pointer; path; path = path.slice(0, path.lastIndexOf('/'))) {
      const field = this.#form.querySelector(`[name="${CSS.escape(path)}"]`);
      if (field) {
        return field;
      }
    }
    return this.#form.querySelector(`[name^="${CSS.escape(pointer)}/"]`);
  }

  #general(text) {
    const general = this.#form.querySelector('[data-general]');
    general.textContent = text;
    general.hidden = !text;
  }

  #say(field, text) {
    if (!field.name) {
      return;
    }
    let error = field.parentElement.querySelector(`[data-error="${CSS.escape(field.name)}"]`);
    if (!error && !text) {
      return;
    }
    if (!error) {
      error = document.createElement('p');
      error.className = 'error';
      error.id = `error-${field.id}`;
      error.dataset.error = field.name;
      error.setAttribute('role', 'alert');
      field.after(error);
      field.setAttribute('aria-describedby', error.id);
    }
    error.textContent = text;
    error.hidden = !text;
    field.setAttribute('aria-invalid', String(Boolean(text)));
  }
}
