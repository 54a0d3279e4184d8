// The body of a function: what does not fit the window as it is now, in words. What ends in an ellipsis says itself that
// something is missing; what is only heard, or only seen with the focus on it, need not fit; what scrolls up and down can be
// read to its end.
const SLACK = 1;
const page = document.documentElement;
const found = new Set();
if (page.scrollWidth > page.clientWidth) {
  found.add(`the page is ${page.scrollWidth} pixels wide and its window ${page.clientWidth}`);
}

const style = element => getComputedStyle(element);
const isHidden = element => !element.checkVisibility({ visibilityProperty: true }) || element.closest('svg, option');
const isForScreenReaders = element =>
  style(element).clipPath === 'inset(50%)' || element.matches('.skip-link:not(:focus)');
const isOnlyHeard = element => element !== null && (isForScreenReaders(element) || isOnlyHeard(element.parentElement));
const isBeyond = (inner, outer) => inner.left < outer.left - SLACK || inner.right > outer.right + SLACK;
const isAboveOrBelow = (inner, outer) => inner.top < outer.top - SLACK || inner.bottom > outer.bottom + SLACK;

// Why a person cannot read all of a text in `rect`, which begins in `element`.
const trouble = (element, rect) => {
  let scrollsDown = false;
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const { overflowX, overflowY, textOverflow, position } = style(at);
    const box = at.getBoundingClientRect();
    if (isForScreenReaders(at) || textOverflow === 'ellipsis') return null;
    if (['auto', 'scroll'].includes(overflowX) && isBeyond(rect, box)) {
      return 'is reached only by scrolling sideways';
    }
    const cuts = value => value === 'hidden' || value === 'clip';
    if (cuts(overflowX) && isBeyond(rect, box)) return 'is cut off at the side';
    if (!scrollsDown && cuts(overflowY) && isAboveOrBelow(rect, box)) return 'is cut off above or below';
    scrollsDown ||= ['auto', 'scroll'].includes(overflowY);
    if (position === 'fixed' && !scrollsDown && isAboveOrBelow(rect, { top: 0, bottom: innerHeight })) {
      return 'is outside the window';
    }
  }
  return isBeyond(rect, { left: 0, right: page.clientWidth }) ? 'is beside the window' : null;
};

// Whether a word stands on two lines, without a hyphen of its own. Keys and addresses are no words.
const isBroken = (text, { index, 0: word }) => {
  const range = document.createRange();
  range.setStart(text, index);
  range.setEnd(text, index + word.length);
  const lines = [...range.getClientRects()].filter(rect => rect.width > 0).map(rect => Math.round(rect.top));
  return new Set(lines).size > 1;
};

const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const { currentNode: text } = texts;
  if (!text.data.trim() || isHidden(text.parentElement)) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  for (const rect of range.getClientRects()) {
    const why = trouble(text.parentElement, rect);
    if (why) found.add(`“${text.data.trim().slice(0, 60)}” ${why}`);
  }
  if (text.parentElement.closest('code, .mono') || isOnlyHeard(text.parentElement)) continue;
  for (const word of text.data.matchAll(/\p{L}+/gu)) {
    if (isBroken(text, word)) found.add(`“${word[0]}” is broken within`);
  }
}
return [...found];
