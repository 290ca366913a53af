import {t} from './i18n.js';
import {reasonOf} from './reasons.js';
import './request-rules.js';
import './rules.js';
import './words/forms.js';

/** A problem in the reader's language. */
export function explain(problem) {
  if (problem.own) return problem.message;
  if (problem.status === 0) return t('offlineNow');
  if (problem.status === 403) return t('forbidden');
  return reason(problem, problem.detail || problem.message);
}

/** One of the server's reasons in the reader's language; `detail` is its own sentence, for a rule without words. */
export function reason(broken, detail) {
  return reasonOf(broken) ?? t('refusedBy', {detail});
}
