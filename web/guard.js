/**
 * Says what is wrong when the page's own module cannot even begin: a browser from before modules, or a file that did not
 * arrive or is another one than the page was made for. Written for browsers of any age; runs before the module does.
 *
 * May touch: the shell's own elements.
 */
(function () {
  /** @param {string} sentence */
  function fail(sentence) {
    var loading = document.getElementById('loading');
    var failed = document.getElementById('failed');
    var failure = document.getElementById('failure');
    var retry = document.getElementById('retry');
    if (!loading || !failed || !failure || !retry) return;
    loading.hidden = true;
    failed.hidden = false;
    failure.textContent = sentence;
    // The address still has all that it came with, since nothing has run yet.
    retry.onclick = function () {
      location.reload();
    };
  }

  if (!('noModule' in document.createElement('script'))) {
    fail('This browser is too old for the console. Please use a current one.');
    return;
  }

  window.addEventListener(
    'error',
    function (event) {
      // From then on boot.js speaks for itself.
      if (document.documentElement.hasAttribute('data-begun')) return;
      var script = event.target;
      if (script instanceof HTMLScriptElement) {
        fail(
          script.src.replace(/^.*\//, '') +
            ' did not arrive, or is not the file that belongs to this page: the connection failed, the console was updated a moment ago, or something on the way changed it. Please try again.',
        );
      } else if (event instanceof ErrorEvent) {
        fail('This browser cannot run the console. Please use a current one. (' + event.message + ')');
      }
    },
    true,
  );
})();
