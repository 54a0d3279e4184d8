// What need not wait for the program, which is still on its way.

// The kept theme, before the first paint. src/ui/theme.rs does the same later; keep the two alike.
try {
  const theme = localStorage.getItem("keyhold-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused here: the page follows the system.
}

// Who is signed in, which nothing can be shown without. src/api/early.rs takes the answer, and asks itself where none came.
const read = (response) => (response.ok ? response.text() : null);
window.keyholdSession = fetch("/bff/session", {
  headers: { Accept: "application/json" },
  signal: AbortSignal.timeout(15000),
}).then(read).catch(() => null);
