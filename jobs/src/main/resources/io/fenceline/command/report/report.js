(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SEVERITIES = {
    critical: { label: 'Critical', glyph: '◆' },
    high: { label: 'High', glyph: '▲' },
    medium: { label: 'Medium', glyph: '■' },
    low: { label: 'Low', glyph: '●' },
  };
  const ORDER = Object.keys(SEVERITIES);
  // Okabe and Ito's palette: told apart with any kind of colour vision, on light and dark ground.
  const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c7ae6'];

  const $ = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
  const coarse = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  const rounded = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
  const percent = { format: (x) => (x > 0 && x < 0.0005 ? '<0.1%' : rounded.format(x)) };
  const is = (x) => typeof x === 'number' && isFinite(x);
  const show = (x) => !is(x) ? '–'
    : x !== 0 && Math.abs(x) < 0.001 ? x.toExponential(1) : Math.abs(x) >= 100 && x % 1 ? coarse.format(x) : number.format(x);
  const plural = (n, one) => number.format(n) + ' ' + one + (n === 1 ? '' : 's');
  const short = (s, n) => (Array.from(s).length > n ? Array.from(s).slice(0, n - 1).join('') + '…' : s);
  // The chart library reads {a|b} as a style; names from logs must stay names.
  const plain = (s, n) => short(s, n || 40).replace(/\{/g, '❴').replace(/\}/g, '❵').replace(/\|/g, '∣');

  function add(parent, tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }

  const spans = data.views.flatMap((v) => v.data.filter((d, i) => d && d.step && v.panels[i].dataset !== 'dead_letters')).map((d) => [d.from, d.from + d.steps * d.step]);
  const instants = spans.length ? spans.flat() : data.alerts.flatMap((a) => [a.firstSeen, a.lastSeen]);
  const first = instants.reduce((a, b) => Math.min(a, b), Infinity);
  const last = instants.reduce((a, b) => Math.max(a, b), -Infinity);
  const sameDay = instants.length > 0 && day(first) === day(last - 1);
  const usual = (t) => sameDay && day(t) === day(first);
  function day(t) { return new Date(t).toISOString().slice(0, 10); }
  function time(t) {
    const iso = new Date(t).toISOString();
    return (usual(t) ? '' : iso.slice(5, 10) + ' ') + iso.slice(11, 19);
  }
  function moment(t) { return day(t) + ' ' + new Date(t).toISOString().slice(11, 19); }
  function minute(t) {
    const iso = new Date(t).toISOString();
    return (usual(t) ? '' : iso.slice(5, 10) + ' ') + iso.slice(11, t % 60000 ? 19 : 16);
  }
  function tick(t, step) {
    const iso = new Date(t).toISOString();
    return step >= 86400000 ? iso.slice(5, 10) : t % 86400000 === 0 && !sameDay ? iso.slice(5, 10) : iso.slice(11, step < 60000 ? 19 : 16);
  }
  function span(ms) {
    const s = Math.round(ms / 1000);
    if (s < 1) return Math.round(ms) + ' ms';
    if (s < 120) return s + ' s';
    if (s < 7200) return Math.round(s / 60) + ' min';
    return s < 172800 ? coarse.format(s / 3600) + ' h' : coarse.format(s / 86400) + ' days';
  }
  function bytes(x) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let i = 0;
    for (; x >= 1000 && i < units.length - 1; i++) x /= 1000;
    return coarse.format(x) + ' ' + units[i];
  }
  function duration(x) {
    return x < 1000 ? show(x < 10 ? x : Math.round(x)) + ' ms' : x < 120000 ? coarse.format(x / 1000) + ' s' : span(x);
  }
  function format(x, unit) {
    if (!is(x)) return '–';
    switch (unit) {
      case 'percent': return percent.format(x);
      case 'bytes': return bytes(x);
      case 'duration': return duration(x);
      case 'date': return time(x);
      default: return show(x);
    }
  }

  function badge(parent, severity) {
    return add(parent, 'span', 'sev ' + severity, SEVERITIES[severity].glyph + ' ' + SEVERITIES[severity].label);
  }
  function note(text) {
    const p = document.createElement('p');
    p.className = 'empty';
    p.textContent = text;
    return p;
  }

  // ---- What happened
  const dead = Object.values(data.deadLetters).reduce((a, b) => a + b, 0);
  function headline() {
    const h1 = $('headline');
    if (data.alertCount === 0) {
      h1.textContent = data.read === 0 ? 'No record was read' : 'No alert';
    } else {
      h1.textContent = plural(data.alertCount, 'alert') + ' on ' + plural(data.modelCount, 'model');
    }
    document.title = h1.textContent + ' · Fenceline';
    const lead = $('lead');
    if (data.alertCount > 0) {
      const worst = data.alerts[0];
      lead.append('Worst first: ');
      badge(lead, worst.severity);
      lead.append(' ');
      add(lead, 'bdi', '', worst.title);
      lead.append(' on ');
      add(lead, 'bdi', '', short(worst.model, 60));
      if (worst.who.length) {
        lead.append(', ');
        add(lead, 'bdi', '', short(worst.who[0], 60));
      }
      lead.append(', since ' + time(worst.firstSeen) + ' UTC. ');
      add(lead, 'bdi', '', short(worst.reason, 240));
    } else if (data.read === 0) {
      lead.textContent = 'The input was empty: ' + data.input + '.';
    } else if (data.delivered === 0) {
      lead.textContent = 'Every record was set aside, so nothing could be judged. The pipeline view has the reasons.';
    } else {
      lead.textContent = plural(data.delivered, 'request') + ' judged, none suspicious by the rules in force.'
        + ' A baseline needs some windows of traffic before it can tell; short inputs may be quiet for that reason.';
    }
    const facts = [plural(data.read, 'record') + ' read', plural(dead, 'dead letter')];
    if (instants.length) facts.push((sameDay ? day(first) + ' ' + minute(first) + ' to ' + minute(last) : day(first) + ' to ' + day(last - 1)) + ' UTC');
    facts.push('run in ' + span(data.durationMillis));
    facts.forEach((fact) => add($('facts'), 'span', '', fact));
    $('colophon').textContent = 'Input: ' + data.input + ' · ' + data.version + ' · all times UTC · this page loads nothing from anywhere';
  }

  // ---- Charts: drawn when they come into sight, anew when the colours change
  const charts = [];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  function chart(node, option) {
    charts.push({ node: node, option: option, instance: null });
    seen.observe(node);
  }
  function draw(entry) {
    if (entry.instance) entry.instance.dispose();
    entry.instance = echarts.init(entry.node, null, { renderer: 'canvas' });
    entry.instance.setOption(Object.assign({
      useUTC: true, animation: false, color: PALETTE, backgroundColor: 'transparent',
      textStyle: { fontFamily: 'system-ui, sans-serif', color: css('ink') },
    }, entry.option()));
  }
  const seen = new IntersectionObserver((items) => {
    for (const item of items) {
      const entry = charts.find((c) => c.node === item.target);
      if (item.isIntersecting && entry && !entry.instance) draw(entry);
    }
  }, { rootMargin: '600px' });
  function forget(box) {
    for (let i = charts.length - 1; i >= 0; i--) {
      if (!box.contains(charts[i].node)) continue;
      seen.unobserve(charts[i].node);
      if (charts[i].instance) charts[i].instance.dispose();
      charts.splice(i, 1);
    }
  }
  addEventListener('resize', () => charts.forEach((c) => c.instance && c.instance.resize()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => views.forEach((v) => v.drawn && fill(v, v.subject)));
  const axis = (more) => Object.assign({
    axisLine: { lineStyle: { color: css('line') } }, axisTick: { show: false },
    axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: css('line') } },
  }, more);
  const tooltip = (more) => Object.assign({
    renderMode: 'richText', confine: true, backgroundColor: css('card'), borderColor: css('line'),
    textStyle: { color: css('ink'), fontSize: 12 },
  }, more);

  // ---- Views: a tab for each dashboard; the address names the view, and of which subject
  const views = data.views.map((spec) => ({ spec: spec, tab: null, panel: null, notes: null, grid: null, picker: null, drawn: false, subject: -1 }));
  const byId = (id) => views.find((v) => v.spec.id === id);
  // Where a name of a view leads to; nothing if the report has not that subject.
  function place(id, name) {
    const view = byId(id);
    if (!view) return '';
    if (!view.spec.subjects) return '#' + id;
    const i = view.spec.subjects.findIndex((s) => s.name === name);
    return i < 0 ? '' : '#' + id + '/' + (i + 1);
  }
  const techniques = new Map(data.alerts.flatMap((a) => a.techniques.map((t) => [t.id, t.name])));
  const technique = (id) => techniques.get(id) || '';
  const drawPanel = panels({
    add, css, format, minute, time, moment, tick, span, plain, short, axis, tooltip, chart, forget, badge, place, technique,
    severities: SEVERITIES, palette: PALETTE, views: views.map((v) => v.spec.id),
  });
  function tabs() {
    const bar = $('tabs');
    for (const view of views) {
      const id = view.spec.id;
      view.tab = add(bar, 'button', '', view.spec.title);
      view.tab.type = 'button';
      view.tab.id = 'tab-' + id;
      view.tab.setAttribute('role', 'tab');
      view.tab.setAttribute('aria-controls', 'view-' + id);
      view.tab.addEventListener('click', () => { location.hash = address(view); });
      view.panel = add($('views'), 'div', 'view');
      view.panel.id = 'view-' + id;
      view.panel.setAttribute('role', 'tabpanel');
      view.panel.setAttribute('aria-labelledby', view.tab.id);
      view.panel.hidden = true;
      add(view.panel, 'h2', 'unseen', view.spec.title);
      const about = add(view.panel, 'div', 'about');
      add(about, 'p', 'hint', view.spec.description);
      if (view.spec.subjects) picker(about, view);
      view.notes = add(view.panel, 'div');
      if (view === views[0]) for (const more of Array.from($('further').children)) view.panel.append(more);
      if (id === 'pipeline') account(view.panel);
      view.grid = add(view.panel, 'div', 'grid');
      if (view === views[0]) alertList(view.panel);
    }
    bar.addEventListener('keydown', (e) => {
      const at = views.findIndex((v) => v.tab === document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: views.length - 1 }[e.key];
      if (at < 0 || to === undefined) return;
      e.preventDefault();
      const view = views[(to + views.length) % views.length];
      location.hash = address(view);
      view.tab.focus();
    });
    addEventListener('hashchange', navigate);
    navigate();
  }
  function address(view) {
    return view.spec.id + (view.spec.subjects && view.subject >= 0 ? '/' + (view.subject + 1) : '');
  }
  function picker(parent, view) {
    const subjects = view.spec.subjects;
    const one = view.spec.id === 'model' ? 'Model' : 'Entity';
    if (!subjects.length) return;
    const label = add(parent, 'label', 'picker', one + ' ');
    view.picker = add(label, 'select');
    add(view.picker, 'option', '', one === 'Model' ? 'All models together' : 'Everybody together').value = '0';
    subjects.forEach((s, i) => {
      const grade = ORDER.slice().reverse().find((g, at) => s.worst <= [21, 47, 73, 99][at]);
      add(view.picker, 'option', '', (s.alerts ? SEVERITIES[grade].glyph + ' ' : '') + short(s.name, 60) + (s.alerts ? ' · ' + plural(s.alerts, 'alert') : '')).value = String(i + 1);
    });
    view.subject = 0;
    view.picker.addEventListener('change', () => { location.hash = view.spec.id + '/' + view.picker.value; });
  }
  function navigate() {
    const parts = location.hash.slice(1).split('/');
    const view = byId(parts[0]) || views[0];
    if (!view) return;
    let subject = view.subject;
    if (view.picker && /^\d+$/.test(parts[1] || '')) subject = Math.min(Number(parts[1]), view.spec.subjects.length) - 1;
    for (const other of views) {
      other.panel.hidden = other !== view;
      other.tab.setAttribute('aria-selected', String(other === view));
      other.tab.tabIndex = other === view ? 0 : -1;
    }
    if (!view.drawn || subject !== view.subject) fill(view, subject);
    if (view.picker) view.picker.value = String(subject + 1);
    charts.forEach((c) => c.instance && view.panel.contains(c.node) && c.instance.resize());
    view.tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (parts[1] && $('tabs').getBoundingClientRect().top < 0) view.panel.scrollIntoView({ block: 'start' });
  }
  function fill(view, subject) {
    view.drawn = true;
    view.subject = subject;
    forget(view.grid);
    view.grid.replaceChildren();
    view.notes.replaceChildren();
    const shown = view.spec.subjects && subject >= 0 ? view.spec.subjects[subject].data : view.spec.data;
    if (view.spec.subjects && !view.spec.subjects.length) {
      view.grid.append(note(view.spec.id === 'model' ? 'No model was seen in this input.' : 'No alert names a client, so there is nobody to look at.'));
      return;
    }
    // What stands above all else explains the view, and waits closed until somebody asks.
    const top = Math.min(...view.spec.panels.filter((spec) => spec.kind !== 'note').map((spec) => spec.grid[1]));
    view.spec.panels.forEach((spec, i) => {
      // The alerts have a list of their own below, with evidence and runbook.
      if (view === views[0] && spec.kind === 'listing' && spec.dataset === 'alerts') return;
      drawPanel(spec.kind === 'note' && spec.grid[1] < top ? view.notes : view.grid, spec, shown[i], top);
    });
  }

  // ---- Alerts
  const rows = [];
  function alertList(parent) {
    const section = add(parent, 'section');
    section.id = 'alerts';
    add(section, 'h2', '', 'Alerts, worst first');
    const filters = add(section, 'div', 'filters');
    const list = add(section, 'div');
    if (!data.alerts.length) {
      filters.remove();
      list.append(note('No rule found anything in this input.'));
      return;
    }
    list.classList.toggle('one-day', sameDay);
    data.alerts.forEach((a) => rows.push(alertRow(list, a)));
    if (data.alertCount > data.alerts.length) {
      list.append(note('Shown are the worst ' + number.format(data.alerts.length) + ' of ' + plural(data.alertCount, 'alert') + '; alerts.jsonl has all.'));
    }
    const wanted = new Set(ORDER);
    for (const s of ORDER.filter((x) => data.severities[x])) {
      const button = add(filters, 'button', s, SEVERITIES[s].glyph + ' ' + SEVERITIES[s].label + ' ' + data.severities[s]);
      button.type = 'button';
      button.setAttribute('aria-pressed', 'true');
      button.addEventListener('click', () => {
        const on = !wanted.has(s);
        if (on) wanted.add(s); else wanted.delete(s);
        button.setAttribute('aria-pressed', String(on));
        filter();
      });
    }
    const box = add(filters, 'input');
    box.type = 'search';
    box.placeholder = 'Filter by rule, model, client or request';
    box.setAttribute('aria-label', box.placeholder);
    box.addEventListener('input', filter);
    function filter() {
      const text = box.value.trim().toLowerCase();
      data.alerts.forEach((a, i) => {
        rows[i].hidden = !wanted.has(a.severity) || !(text === '' || JSON.stringify(a).toLowerCase().includes(text));
      });
    }
  }
  // The main identity, and how many there are of a kind of which there are several.
  function party(a) {
    if (!a.who.length) return 'the model itself';
    const kinds = new Map();
    for (const who of a.who) {
      const kind = who.slice(0, who.indexOf(' '));
      kinds.set(kind, (kinds.get(kind) || 0) + 1);
    }
    const names = { key: 'keys', user: 'users', ip: 'addresses', from: 'senders' };
    const several = Array.from(kinds).filter((e) => e[1] > 1).map((e) => ', ' + e[1] + ' ' + names[e[0]]);
    return short(a.who[0], 48) + several.join('');
  }
  function alertRow(list, a) {
    const details = add(list, 'details');
    const row = add(details, 'summary', 'row');
    badge(row, a.severity);
    add(row, 'span', 'when', time(a.firstSeen));
    add(row, 'bdi', 'title', a.title);
    add(row, 'bdi', 'model', short(a.model, 60));
    add(row, 'bdi', 'who', party(a));
    add(row, 'span', 'times', a.count + ' ×');
    details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) alertBody(details, a); });
    return details;
  }
  function alertBody(details, a) {
    const body = add(details, 'div', 'body');
    add(body, 'p', 'reason', a.reason);
    if (a.runbook) {
      const next = add(body, 'div', 'next');
      add(next, 'b', '', 'What to do next');
      next.append(a.runbook);
    }
    const list = add(body, 'dl');
    const term = (name, text) => { add(list, 'dt', '', name); return add(list, 'dd', '', text); };
    const who = term('Who', '');
    if (!a.who.length) who.append('No single client: the alert is about the model itself');
    a.who.forEach((name, i) => { if (i) who.append(', '); add(who, 'bdi', '', name); });
    further(who, place('entity', a.entity), 'all this client did');
    const model = term('Model', '');
    add(model, 'bdi', '', a.model + (a.version ? ', version ' + a.version : ''));
    further(model, place('model', a.service), 'how this model behaved');
    term('When', day(a.firstSeen) + ' ' + time(a.firstSeen) + ' to ' + time(a.lastSeen) + ' UTC (' + span(a.lastSeen - a.firstSeen) + '), ' + plural(a.count, 'detection'));
    if (a.measure && is(a.value)) measure(term('Measured', ''), a);
    if (a.risk) term('Risk', plural(a.risk, 'point') + ' from ' + a.riskRules.join(', ') + '; they make it one step worse than its own detections');
    if (a.techniques.length) {
      const dd = term('MITRE ATLAS', '');
      a.techniques.forEach((t, i) => {
        if (i) dd.append(', ');
        if (/^AML\.T[0-9.]+$/.test(t.id)) {
          const link = add(dd, 'a', '', t.id);
          link.href = 'https://atlas.mitre.org/techniques/' + t.id;
          link.rel = 'noreferrer noopener';
          dd.append(' ' + t.name);
        } else {
          dd.append(t.id + ' ' + t.name);
        }
      });
    }
    term('Rule', a.rule);
    const id = term('Alert id', '');
    add(id, 'code', '', a.id);
    if (!a.evidence.length) return;
    add(body, 'h3', '', 'Requests that prove it');
    table(body, ['Time', 'Request', 'Shows'], a.evidence.map((e) => [time(e.timestamp), e.request, e.shows]), (td, i, text) => {
      add(td, i === 1 ? 'code' : 'bdi', '', text);
      if (i === 0) td.className = 'when';
    });
  }
  function further(dd, href, title) {
    if (!href) return;
    dd.append(' → ');
    add(dd, 'a', '', title).href = href;
  }
  function measure(dd, a) {
    dd.append(a.measure + ': ');
    add(dd, 'b', '', show(a.value));
    if (is(a.threshold)) {
      dd.append(', limit ' + show(a.threshold));
      const top = Math.max(Math.abs(a.value), Math.abs(a.threshold)) * 1.15;
      if (top > 0) {
        const gauge = add(dd, 'div', 'gauge ' + a.severity);
        add(gauge, 'i').style.width = Math.abs(a.value) / top * 100 + '%';
        add(gauge, 'u').style.left = Math.abs(a.threshold) / top * 100 + '%';
      }
    }
    if (a.baselineSize > 0) add(dd, 'span', 'hint', 'Compared with ' + plural(a.baselineSize, 'earlier request') + '.');
  }
  function table(parent, heads, lines, fill, numeric) {
    const box = add(parent, 'div', 'scroll');
    const t = add(box, 'table');
    const tr = add(add(t, 'thead'), 'tr');
    heads.forEach((h, i) => add(tr, 'th', numeric && numeric.includes(i) ? 'num' : '', h));
    const tbody = add(t, 'tbody');
    for (const line of lines) {
      const r = add(tbody, 'tr');
      line.forEach((cell, i) => fill(add(r, 'td', numeric && numeric.includes(i) ? 'num' : ''), i, cell));
    }
    return tbody;
  }

  // ---- The account
  function account(parent) {
    const section = add(parent, 'section', 'account');
    add(section, 'h2', '', 'Where every record went');
    const lines = [['delivered', data.delivered], ['delivered before, not again', data.duplicates], ['set aside as dead letters', dead]];
    const body = table(section, ['', 'Records'], lines, (td, i, cell) => { td.textContent = i ? number.format(cell) : cell; }, [1]);
    const sum = add(body, 'tr', 'sum');
    add(sum, 'td', '', 'read');
    add(sum, 'td', 'num', number.format(data.read));
    const gap = data.read - data.delivered - data.duplicates - dead;
    add(section, 'p', gap === 0 ? 'good' : 'critical', gap === 0 ? '✓ The account balances: nothing was lost, nothing came from nowhere.'
      : '✗ The account is out by ' + number.format(Math.abs(gap)) + ' ' + (gap > 0 ? 'records that went nowhere.' : 'records that came from nowhere.'));
  }

  headline();
  tabs();
  if (rows[0]) rows[0].open = true;
})();
