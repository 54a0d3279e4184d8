// The body of a function: what stands in one place and can be what is looked for, and what stands there instead. It leaves
// out only what cannot be it, by everything that a name or a text can come from. Among the rest the browser itself decides:
// its accessibility tree, and what is displayed, are nothing a script sees.
const [place, aboveDialogs, roles, text, named] = arguments;
const MODAL = 'dialog:modal, [aria-modal=true]:not([hidden], dialog)';
const NAMED = '[aria-label], [alt], [title], [placeholder], input, select, textarea';

const plain = text => text.replace(/\s+/g, ' ').trim();
const ids = element => (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
const labels = element => [...(element.labels ?? []), ...ids(element).map(id => document.getElementById(id))];
const own = element => [element.ariaLabel, element.alt, element.title, element.placeholder, element.value];
const whole = element => [element.textContent, ...[element, ...element.querySelectorAll(NAMED)].flatMap(own)];
const says = element =>
  (named ? [element, ...labels(element)].filter(Boolean).flatMap(whole) : [element.textContent]).join(' ');

// Word by word, in any case: between two words there may be a line or an element, and a style may write in capitals.
const words = text.toLowerCase().split(' ');
const canBe = element => {
  const said = says(element).toLowerCase();
  return words.every(word => said.includes(word));
};

const has = element => plain(element.textContent).includes(text);
const innermost = element => {
  const inner = [...element.children].filter(has);
  return inner.length ? inner.flatMap(innermost) : [element];
};

// While a modal dialog is open, the page is that dialog.
const modals = place || aboveDialogs ? [] : document.querySelectorAll(MODAL);
const root = place ?? [...modals].at(-1) ?? document.documentElement;
const all = roles ? [...root.querySelectorAll(roles)] : [...root.children];
const found = roles ? all.filter(canBe) : all.filter(has).flatMap(innermost);
const others = roles ? all.map(element => plain(element.ariaLabel ?? element.textContent)).filter(Boolean) : [];
const instead = others.length ? others : [plain(root.innerText).slice(0, 500)].filter(Boolean);
return { found, instead: found.length ? [] : instead };
