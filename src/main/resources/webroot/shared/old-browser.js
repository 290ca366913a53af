/*
 * Says in a sentence that a browser is too old for the pages, which would be blank. No module, and nothing that is younger
 * than such a browser. What is in the body up to here is for browsers without scripts.
 */
(function () {
  var supports = window.HTMLScriptElement && HTMLScriptElement.supports;
  var isYoung = supports && HTMLScriptElement.supports('importmap') && window.AbortSignal && AbortSignal.timeout;
  document.body.textContent = '';
  if (isYoung) return;
  var said = document.createElement('p');
  said.className = 'no-page';
  said.textContent =
    '这个页面需要更新的浏览器：Chromium 103（OBS 28）、Firefox 110、Safari 16.4 或更新版本。' +
    ' This page needs a newer browser: Chromium 103 (OBS 28), Firefox 110, Safari 16.4, or later.';
  document.body.appendChild(said);
})();
