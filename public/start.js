// What need not wait for the program: src/ui/theme.rs and src/api/early.rs tell of it.
try {
  const theme = localStorage.getItem("keyhold-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
const read = (response) => (response.ok ? response.text() : null);
window.keyholdSession = fetch("/bff/session", {
  headers: { Accept: "application/json" },
  signal: AbortSignal.timeout(5000),
}).then(read).catch(() => null);
