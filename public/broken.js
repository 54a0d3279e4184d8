// src/main.rs tells of it.
const tell = (error) => {
  if (!(error instanceof WebAssembly.RuntimeError) || document.querySelector(".broken")) return;
  const banner = document.createElement("div");
  banner.className = "broken";
  banner.setAttribute("role", "alert");
  const reload = document.createElement("a");
  reload.setAttribute("href", "");
  reload.rel = "external";
  reload.textContent = "Reload";
  banner.append("Something in this page broke. Reload it to go on: ", reload);
  document.body.prepend(banner);
};
addEventListener("error", (event) => tell(event.error));
addEventListener("unhandledrejection", (event) => tell(event.reason));
