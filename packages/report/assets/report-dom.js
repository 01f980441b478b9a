/**
 * @typedef {import('../src/html/data.ts').PageData} PageData
 * @typedef {import('../src/html/data.ts').PageFinding} PageFinding
 * @typedef {import('../src/html/data.ts').PageExchange} PageExchange
 * @typedef {import('../src/html/data.ts').PageStep} PageStep
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/** Controls, bidirectional marks and invisible characters, which could make a text read as something else. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Untrusted text with its hidden characters written out.
 * @param {string} text
 */
export function visible(text) {
  return text.replaceAll('\r\n', '\n').replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    if (code > 0xffff) return `\\u{${digits}}`;
    return code > 0xff ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`;
  });
}

/**
 * The data of the page. A string that begins with U+0001 stands for one of the table of strings, or for itself
 * without that sign when it is doubled.
 * @param {string} json
 * @returns {PageData}
 */
export function pageData(json) {
  const { strings, value } = JSON.parse(json);
  return JSON.parse(JSON.stringify(value), (_key, child) => {
    if (typeof child !== 'string' || !child.startsWith('\u0001')) return child;
    return child.startsWith('\u0001\u0001') ? child.slice(1) : strings[Number.parseInt(child.slice(1), 36)];
  });
}

/**
 * An element. Children are nodes or text; text is only ever set as text.
 * @param {string} name tag and classes, such as `p.note.quiet`
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
  const [tag = 'div', ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Child} children
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number | boolean | undefined>} attributes
 */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : visible(String(value)));
  }
}

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : visible(String(child)));
  }
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * A table that scrolls within itself, by keyboard too.
 * @param {string} label
 * @param {HTMLElement} table
 */
export function scrollable(label, table) {
  return el('div.scroll', { role: 'region', 'aria-label': label, tabindex: 0 }, table);
}

/**
 * A button that copies a text and says so.
 * @param {string} text
 * @param {string} label what is copied, for those who cannot see where the button stands
 */
export function copyButton(text, label) {
  const button = el('button.copy', { type: 'button', 'aria-label': `Copy ${label}` }, 'Copy');
  button.addEventListener('click', async () => {
    const done = await copied(visible(text));
    button.textContent = done ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  return button;
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not every browser gives a page opened from disk its clipboard; the text can still be selected.
    return false;
  }
}
