'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const GLYPHS = { critical: '◆', high: '▲', medium: '■', low: '●' };
  const ORDER = Object.keys(GLYPHS);
  const DAY = 86400000;

  const $ = (id) => document.getElementById(id);
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  const show = (x) => (typeof x === 'number' && isFinite(x) ? number.format(x) : '–');
  const plural = (n, one) => whole.format(n) + ' ' + one + (n === 1 ? '' : 's');
  const short = (s, n) => (Array.from(s).length > n ? Array.from(s).slice(0, n - 1).join('') + '…' : s);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const narrow = () => window.innerWidth < 700;

  const from = Date.parse(data.from);
  const to = Date.parse(data.to);
  const step = data.step_seconds * 1000;
  const fired = data.rules.filter((r) => r.hits > 0);
  const silent = data.rules.filter((r) => r.hits === 0);
  const labelled = typeof data.labelled_attacks === 'number';
  const alerts = fired.reduce((sum, r) => sum + r.alerts, 0);

  function add(parent, tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }
  function span(ms) {
    if (ms < 2 * 3600000) return Math.round(ms / 60000) + ' min';
    return ms < 2 * DAY ? number.format(ms / 3600000) + ' h' : number.format(ms / DAY) + ' days';
  }
  function time(iso) { return iso.slice(0, 10) + ' ' + iso.slice(11, 19); }
  function badge(parent, severity) {
    return add(parent, 'span', 'sev ' + severity, GLYPHS[severity] + ' ' + severity);
  }

  // ---- What happened
  function headline() {
    const h1 = $('headline');
    h1.textContent = fired.length
      ? fired.length + ' of ' + plural(data.rules.length, 'rule') + ' fired: ' + plural(alerts, 'alert') + ' in ' + span(to - from)
      : data.events ? 'None of ' + plural(data.rules.length, 'rule') + ' fired in ' + span(to - from) : 'There was no traffic to try the rules on';
    document.title = h1.textContent + ' · Fenceline';
    const lead = $('lead');
    if (fired.length) {
      const noisy = fired[0];
      lead.textContent = 'Most alerts: ' + noisy.id + ' with ' + whole.format(noisy.alerts) + ', ' + show(noisy.alerts_per_day) + ' a day.'
        + (labelled ? ' On honest traffic: ' + plural(fired.reduce((sum, r) => sum + r.honest_alerts.alerts, 0), 'alert')
          + ', ' + whole.format(fired.reduce((sum, r) => sum + r.honest_alerts_medium_or_above.alerts, 0)) + ' of medium severity or above.' : '');
    }
    const tiles = $('tiles');
    tile(tiles, whole.format(data.events), 'events judged');
    tile(tiles, span(to - from), data.from.slice(0, 10) + (data.from.slice(0, 10) === data.to.slice(0, 10) ? ', ' + data.from.slice(11, 16) + ' to ' + data.to.slice(11, 16) + ' UTC' : ' to ' + data.to.slice(0, 10)));
    tile(tiles, whole.format(fired.reduce((sum, r) => sum + r.hits, 0)), 'hits');
    tile(tiles, whole.format(alerts), 'alerts after suppression');
    tile(tiles, show(alerts / ((to - from) / DAY)), 'alerts a day');
    tile(tiles, show(alerts * 100000 / data.events), 'alerts per 100,000 events');
    for (const s of ORDER) {
      const n = fired.reduce((sum, r) => sum + (r.alerts_by_severity[s] || 0), 0);
      if (n) tile(tiles, whole.format(n), GLYPHS[s] + ' ' + s, s);
    }
    $('colophon').textContent = 'Input: ' + data.input + ' · Fenceline ' + data.version + ' · all times UTC · this page loads nothing from anywhere';
  }
  function tile(parent, value, label, className) {
    const t = add(parent, 'div', 'tile');
    add(t, 'b', className || '', value);
    add(t, 'span', '', label);
  }

  // ---- Hits over time: a row for each rule, above it the traffic
  let instance = null;
  function chart() {
    if (!fired.length) { $('time').hidden = true; return; }
    $('time-hint').textContent = 'Above: requests in ' + span(step) + '. Below: a dot where a rule hit, its area by the number of hits. Times are UTC.';
    const small = narrow();
    const row = small ? 40 : 26;
    const node = $('time-chart');
    node.style.height = (150 + fired.length * row) + 'px';
    if (instance) instance.dispose();
    instance = echarts.init(node, null, { renderer: 'canvas' });
    const most = fired.reduce((m, r) => r.hits_by_step.reduce((n, h) => Math.max(n, h[1]), m), 1);
    const left = small ? 8 : Math.min(260, 16 + 7 * fired.reduce((m, r) => Math.max(m, r.id.length), 0));
    const axis = { type: 'time', min: from, max: to, axisLine: { lineStyle: { color: css('line') } }, axisLabel: { color: css('soft'), hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: css('faint') } } };
    instance.setOption({
      useUTC: true, animation: false, backgroundColor: 'transparent',
      textStyle: { fontFamily: 'system-ui, sans-serif', color: css('ink') },
      grid: [{ left: left, right: 16, top: 14, height: 70 }, { left: left, right: 16, top: 112, height: fired.length * row }],
      xAxis: [Object.assign({ gridIndex: 0 }, axis, { axisLabel: { show: false }, axisTick: { show: false } }), Object.assign({ gridIndex: 1 }, axis)],
      yAxis: [
        { gridIndex: 0, type: 'value', splitNumber: 2, axisLabel: { color: css('soft'), inside: small, formatter: (v) => whole.format(v) },
          splitLine: { lineStyle: { color: css('faint') } }, z: 5 },
        { gridIndex: 1, type: 'category', inverse: true, data: fired.map((r) => r.id), axisTick: { show: false }, axisLine: { show: false }, z: 5,
          axisLabel: Object.assign({ color: css('ink'), interval: 0 },
            small ? { inside: true, align: 'left', verticalAlign: 'bottom', padding: [0, 0, 4, -4], fontSize: 11 } : {}),
          splitLine: { show: true, lineStyle: { color: css('faint') } } },
      ],
      tooltip: { trigger: 'item', confine: true, renderMode: 'richText', backgroundColor: css('card'), borderColor: css('line'), textStyle: { color: css('ink') },
        formatter: (p) => time(new Date(p.value[0] - (p.seriesIndex ? 0 : step / 2)).toISOString()) + '\n'
          + (p.seriesIndex ? fired[p.value[1]].id + ': ' + plural(p.value[2], 'hit') : plural(p.value[1], 'request')) },
      series: [
        { type: 'bar', xAxisIndex: 0, yAxisIndex: 0, barWidth: '85%', itemStyle: { color: css('line') },
          data: data.requests.map((r) => [r[0] + step / 2, r[1]]) },
        { type: 'scatter', xAxisIndex: 1, yAxisIndex: 1, symbolSize: (v) => 5 + 17 * Math.sqrt(v[2] / most),
          symbolOffset: small ? [0, 9] : [0, 0],
          data: [].concat(...fired.map((r, i) => r.hits_by_step.map((h) => ({ value: [h[0] + step / 2, i, h[1]], itemStyle: { color: css(worst(r)), opacity: 0.75 } })))) },
      ],
    });
  }
  function worst(rule) {
    return ORDER.find((s) => rule.alerts_by_severity[s]) || rule.severity;
  }

  // ---- Rules
  function ruleList() {
    const parent = $('rule-list');
    if (!fired.length) { add(parent, 'p', 'empty', 'No rule fired.'); return; }
    const heads = add(parent, 'div', 'rule rule-heads');
    ['Rule', 'Status'].forEach((h) => add(heads, 'span', '', h));
    ['Hits', 'Entities', 'Alerts', 'A day', 'Per 100,000'].forEach((h) => add(heads, 'span', 'num', h));
    fired.forEach((rule, i) => {
      const box = add(parent, 'details');
      if (i === 0) box.open = true;
      const row = add(box, 'summary', 'rule');
      add(row, 'span', 'title', rule.id);
      add(row, 'span', 'soft state', rule.status);
      const cell = (value, label, first) => {
        const c = add(row, 'span', 'num' + (first ? ' first' : ''), value);
        add(c, 'small', '', label);
      };
      cell(whole.format(rule.hits), 'hits', true);
      cell(whole.format(rule.entities) + (rule.more_entities ? '+' : ''), 'entities');
      cell(whole.format(rule.alerts), 'alerts');
      cell(show(rule.alerts_per_day), 'a day', true);
      cell(show(rule.alerts_per_100000_events), 'per 100,000');
      details(add(box, 'div', 'body'), rule);
    });
  }
  function details(body, rule) {
    add(body, 'p', 'reason', rule.title + ' (version ' + rule.version + ')');
    const severities = add(body, 'p', 'hint', 'Alerts: ');
    for (const s of ORDER) {
      if (rule.alerts_by_severity[s]) { badge(severities, s); severities.append(' ' + whole.format(rule.alerts_by_severity[s]) + '  '); }
    }
    const columns = add(body, 'div', 'columns');
    const left = add(columns, 'div');
    add(left, 'h3', '', 'Most hits');
    const most = rule.top_entities.reduce((m, e) => Math.max(m, e.hits), 1);
    const table = add(add(left, 'table'), 'tbody');
    for (const e of rule.top_entities) {
      const tr = add(table, 'tr');
      add(tr, 'td', 'name', short(e.entity, 90));
      add(tr, 'td', 'num', whole.format(e.hits));
      add(add(tr, 'td', 'bars'), 'div', 'bar').style.width = e.hits / most * 100 + '%';
    }
    const right = add(columns, 'div');
    add(right, 'h3', '', 'Sample alerts');
    for (const a of rule.samples) {
      const sample = add(right, 'div', 'sample');
      const when = add(sample, 'p', 'when', time(a.time) + ' ');
      badge(when, a.severity);
      when.append(a.count > 1 ? '  ' + plural(a.count, 'hit') : '');
      add(sample, 'p', '', (a.who.length ? short(a.who.slice(0, 3).join(', '), 120) + ' on ' : '') + short(a.model, 60) + ': ' + a.reason);
      if (a.requests.length) {
        const requests = add(sample, 'p', 'when', 'requests ');
        add(requests, 'code', '', a.requests.slice(0, 3).map((r) => short(r, 40)).join(', '));
        if (a.requests.length > 3) requests.append(' and ' + (a.requests.length - 3) + ' more');
      }
    }
  }

  // ---- Against the labels
  function labels() {
    if (!labelled || !fired.length) { $('labels').hidden = true; return; }
    const honest = fired[0].honest_alerts.honest_events;
    $('label-hint').textContent = plural(data.labelled_attacks, 'labelled attack') + ', ' + whole.format(honest) + ' honest events. An attack is hit by an alert about its entity while it lasts.';
    const body = table($('label-table'), ['Rule', 'Attacks hit', 'at request', 'Honest, any', 'medium+', 'per 100,000'], [3, 4, 5]);
    for (const r of fired) {
      const tr = add(body, 'tr');
      add(tr, 'td', 'name', r.id);
      add(tr, 'td', '', r.attacks.map((a) => a.attack).join(', ') || '–');
      add(tr, 'td', '', r.attacks.map((a) => (a.requests === undefined ? number.format(a.seconds) + ' s' : whole.format(a.requests))).join(', '));
      add(tr, 'td', 'num', whole.format(r.honest_alerts.alerts));
      add(tr, 'td', 'num' + (r.honest_alerts_medium_or_above.alerts ? ' high' : ''), whole.format(r.honest_alerts_medium_or_above.alerts));
      add(tr, 'td', 'num', show(r.honest_alerts.per_100000));
    }
  }
  function table(parent, heads, right) {
    const t = add(parent, 'table', 'wide');
    const tr = add(add(t, 'thead'), 'tr');
    heads.forEach((h, i) => add(tr, 'th', right.includes(i) ? 'num' : '', h));
    return add(t, 'tbody');
  }

  // ---- Days
  function days() {
    if (!fired.length || data.days.length < 2) { $('days').hidden = true; return; }
    const body = table($('day-table'), ['Rule'].concat(data.days), data.days.map((d, i) => i + 1));
    for (const r of fired) {
      const tr = add(body, 'tr');
      add(tr, 'td', 'name', r.id);
      for (const d of data.days) add(tr, 'td', 'num' + (r.hits_by_day[d] ? '' : ' zero'), whole.format(r.hits_by_day[d] || 0));
    }
  }

  function quiet() {
    if (!silent.length) { $('silent').hidden = true; return; }
    const list = add($('silent-list'), 'ul', 'quiet');
    for (const r of silent) {
      const li = add(list, 'li');
      add(li, 'b', '', r.id);
      add(li, 'small', '', r.title + ' (' + r.status + ')');
    }
  }

  headline();
  chart();
  ruleList();
  labels();
  days();
  quiet();
  window.addEventListener('resize', chart);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', chart);
})();
