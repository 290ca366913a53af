import {t} from './i18n.js';

/** What this page itself finds wrong with a field, before anything is sent. */
export class FieldError extends Error {
  constructor(field, word, values = {}) {
    super(t(word, values));
    Object.assign(this, {field, own: true, errors: [], status: 0});
  }
}
