// The body of a function: what can have the keyboard's focus and does not show it, as HTML.
const CAN = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
const NARROWEST = 2;
const dialogs = [...document.querySelectorAll('dialog:modal')];
const place = dialogs.at(-1) ?? document;
const surface = getComputedStyle(document.documentElement).backgroundColor;

const shows = element => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= NARROWEST && outlineColor !== surface;
};
const isMissing = element => {
  // As the keyboard would, also where it is now.
  document.activeElement.blur();
  element.focus({ focusVisible: true });
  return document.activeElement === element && !shows(element);
};
return [...place.querySelectorAll(CAN)].filter(isMissing).map(element => element.outerHTML.slice(0, 160));
