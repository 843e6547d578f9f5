'use strict';
// Notes of dashboards: headings, lists, emphasis, code and links; whatever else stays text.
function markdown(parent, text, views) {
  const add = (to, tag, content) => {
    const node = document.createElement(tag);
    if (content !== undefined) node.textContent = content;
    to.append(node);
    return node;
  };
  const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[(.+?)\]\(((?:dashboard:|https:\/\/)[^)\s]+)\)/g;
  function inline(to, line) {
    let done = 0;
    for (const found of line.matchAll(INLINE)) {
      to.append(line.slice(done, found.index));
      done = found.index + found[0].length;
      if (found[1]) inline(add(to, 'strong'), found[1]);
      else if (found[2]) inline(add(to, 'em'), found[2]);
      else if (found[3]) add(to, 'code', found[3]);
      else link(to, found[4], found[5]);
    }
    to.append(line.slice(done));
  }
  function link(to, title, target) {
    const view = target.replace(/^dashboard:(fenceline-)?/, '');
    if (target.startsWith('dashboard:') && !views.includes(view)) {
      to.append(title);
      return;
    }
    const a = add(to, 'a', title);
    a.href = target.startsWith('dashboard:') ? '#' + view : target;
    if (!target.startsWith('dashboard:')) a.rel = 'noreferrer noopener';
  }
  let block = null;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const heading = /^#+\s+(.*)$/.exec(line);
    const item = /^(?:([-*])|\d+\.)\s+(.*)$/.exec(line);
    if (!line) {
      block = null;
    } else if (heading) {
      inline(add(parent, 'h4'), heading[1]);
      block = null;
    } else if (item) {
      const tag = item[1] ? 'UL' : 'OL';
      if (!block || block.tagName !== tag) block = add(parent, tag.toLowerCase());
      inline(add(block, 'li'), item[2]);
    } else {
      const to = block && block.tagName !== 'P' ? block.lastElementChild : block || (block = add(parent, 'p'));
      if (to.hasChildNodes()) to.append(' ');
      inline(to, line);
    }
  }
}
