// After a panic the program is dead though the page still stands: the person must be told. Not the program's own work,
// because the dead do not speak.
const tell = (error) => {
  if (!(error instanceof WebAssembly.RuntimeError) || document.querySelector(".broken")) return;
  const banner = document.createElement("div");
  banner.className = "broken";
  banner.setAttribute("role", "alert");
  const reload = document.createElement("a");
  // An empty address is that of the page itself; "external" keeps what is left of the router from taking the press.
  reload.setAttribute("href", "");
  reload.rel = "external";
  reload.textContent = "Reload";
  banner.append("Something in this page broke. Reload it to go on: ", reload);
  document.body.prepend(banner);
};
addEventListener("error", (event) => tell(event.error));
addEventListener("unhandledrejection", (event) => tell(event.reason));
