// Run in the page by the browser test: what WCAG 2.2 AA would object to, a sentence for each.
const faults = [];
const shown = e => e.checkVisibility() && !e.closest('.spoken, .skip') && e.getClientRects().length > 0;
const say = (what, e) => faults.push(what + ': ' + e.outerHTML.slice(0, 160));

if (!document.documentElement.lang) faults.push('html has no lang');
if (!document.title) faults.push('no title');
if (document.querySelectorAll('main').length !== 1) faults.push('not exactly one main');
if (document.querySelectorAll('h1').length !== 1) faults.push('not exactly one h1');
let level = 1;
for (const h of document.querySelectorAll('main h1, main h2, main h3')) {
  const now = Number(h.tagName[1]);
  if (now > level + 1) say('a heading level is skipped', h);
  level = now;
}
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
for (const e of document.querySelectorAll('[aria-labelledby]')) {
  if (!document.getElementById(e.getAttribute('aria-labelledby'))) say('labelled by nothing', e);
}
for (const e of document.querySelectorAll('input:not([type=hidden]), textarea, select')) {
  if (!e.labels.length) say('no label', e);
}
const names = new Set();
for (const e of document.querySelectorAll('a, button, summary')) {
  const name = e.textContent.trim();
  if (!name) say('no name', e);
  if (e.tabIndex < 0) say('not reached by Tab', e);
  if (e.tagName !== 'A' && e.closest('article') && shown(e) && names.has(name)) say('a second of that name', e);
  names.add(name);
  const box = e.getBoundingClientRect();
  if (shown(e) && e.tagName !== 'A' && (box.height < 24 || box.width < 24)) say('smaller than 24 px', e);
}
if (document.querySelector('[tabindex]:not([tabindex="-1"])')) faults.push('a tabindex that changes the order');
for (const t of document.querySelectorAll('table')) {
  if (!t.caption) say('no caption', t);
}

// Contrast (1.4.3): of each text against what is painted behind it.
const rgb = text => { const n = text.match(/[\d.]+/g).map(Number); return {c: n.slice(0, 3), a: n[3] ?? 1}; };
const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
const behind = e => {
  for (; e; e = e.parentElement) {
    const b = rgb(getComputedStyle(e).backgroundColor);
    if (b.a === 1) return b.c;
    if (b.a > 0) return null;
  }
  return [255, 255, 255];
};
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n; (n = walk.nextNode());) {
  const e = n.parentElement;
  if (!n.data.trim() || !shown(e)) continue;
  const style = getComputedStyle(e);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const under = behind(e);
  if (!under) { say('painted over something half seen through', e); continue; }
  const [a, b] = [light(rgb(style.color).c), light(under)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large ? 3 : 4.5)) say('contrast ' + ratio.toFixed(2), e);
  const box = e.getBoundingClientRect();
  if (box.right > document.documentElement.clientWidth + 1) say('beyond the right edge', e);
}
return [...new Set(faults)];
