// Applies the kept theme before the first paint. src/ui/theme.rs does the same later; keep the two alike.
try {
  const theme = localStorage.getItem("keyhold-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused here: the page follows the system.
}
