// Runs before the first paint, so that a chosen theme does not flash. A file and not inline: the CSP allows no inline script.
(function () {
  try {
    var theme = localStorage.getItem('daybook:theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var palette = localStorage.getItem('daybook:palette');
    if (palette) document.documentElement.dataset.palette = palette;
  } catch {
    // Storage is switched off: the system's theme is used.
  }
})();
