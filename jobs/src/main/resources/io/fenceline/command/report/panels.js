// Draws the panels of a view. `page` has what all views share: colours, formats, charts, places.
function panels(page) {
  const { add, css, format, minute, plain, short, severities, palette } = page;
  const ORDER = Object.keys(severities);
  const GREY = '#8a8f98';
  const OTHER = 'Other';
  const COUNTS = ['count', 'unique_count', 'sum'];

  // ---- Names and colours
  const graded = (panel) => /severity/i.test(panel.split || panel.x || '');
  const named = (panel, name) => (graded(panel) && severities[name] ? severities[name].glyph + ' ' + severities[name].label : name);
  function ordered(panel, series) {
    return graded(panel) ? series.slice().sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)) : series;
  }
  function color(panel, name, i) {
    if (graded(panel) && severities[name]) return css(name);
    return name === OTHER ? GREY : palette[i % palette.length];
  }
  // From the second round through the palette on, a pattern tells colours apart.
  const decal = (i) => (i < palette.length ? undefined
    : { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: css('card') });
  const DASHES = ['solid', 'dashed', 'dotted'];

  // One line per split and measure, in the order of the legend.
  function series(panel, data) {
    const all = [];
    for (const one of ordered(panel, data.series)) {
      panel.measures.forEach((measure, m) => {
        const parts = [one.name ? named(panel, one.name) : '', panel.measures.length > 1 || !one.name ? measure.label : ''];
        const zero = COUNTS.includes(measure.of) && measure.format !== 'percent';
        all.push({
          name: one.name, label: parts.filter((p) => p).join(' · '), measure: measure,
          color: panel.measures.length > 1 && !one.name ? palette[m % palette.length] : color(panel, one.name, all.length),
          values: one.values[m].map((v) => (v === null && zero ? 0 : v)),
        });
      });
    }
    return all;
  }
  function legend(parent, entries) {
    const list = add(parent, 'ul', 'legend');
    for (const e of entries) {
      const item = add(list, 'li');
      const swatch = add(item, 'i', e.dashed ? 'dashed' : e.striped ? 'striped' : '');
      swatch.style.backgroundColor = e.dashed ? '' : e.color;
      swatch.style.borderColor = e.color;
      add(item, 'span', '', e.label);
      if (e.value !== undefined) add(item, 'b', '', e.value);
    }
    return list;
  }

  // ---- Charts over time
  const times = (data) => Array.from({ length: data.steps }, (v, i) => data.from + i * data.step);
  const HOUR = 3600000;
  const TICKS = [1000, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 168 * HOUR, 672 * HOUR, 2688 * HOUR];
  function timeAxis(data, gap, wide) {
    const starts = times(data);
    const most = Math.max(2, Math.floor(wide / 90));
    const tick = TICKS.find((t) => data.steps * data.step / t <= most) || TICKS[TICKS.length - 1];
    const round = starts.some((t) => t % tick === 0);
    const every = Math.ceil(starts.length / most);
    return page.axis({
      type: 'category', boundaryGap: gap, data: starts,
      axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true,
        interval: (i) => (round ? starts[i] % tick === 0 : i % every === 0), formatter: (t) => page.tick(Number(t), tick) },
    });
  }
  // Measured now and then only: points, and lines that lead from one to the next.
  const sparse = (s) => s.values.filter((v) => v !== null).length < s.values.length / 2;
  function over(panel, data, all, kind, node) {
    const percent = kind === 'area_share';
    const totals = times(data).map((t, i) => all.reduce((sum, s) => sum + (s.values[i] || 0), 0));
    const drawn = (s, i) => (percent ? (totals[i] ? (s.values[i] || 0) / totals[i] : null) : s.values[i]);
    const unit = percent ? 'percent' : all[0].measure.format;
    const stacked = kind !== 'line';
    const high = percent || (unit === 'percent' && all.every((s) => s.values.every((v) => v === null || v <= 1)) && all.some((s) => s.values.some((v) => v > 0.6)));
    return {
      grid: { left: 8, right: 20, top: 12, bottom: 4, containLabel: true },
      tooltip: page.tooltip({ trigger: 'axis', axisPointer: { type: kind === 'bar' ? 'shadow' : 'line', lineStyle: { color: css('soft') } },
        formatter: (ps) => {
          const i = ps[0] && ps[0].dataIndex;
          if (i === undefined) return '';
          const t = data.from + i * data.step;
          const lines = all.filter((s) => s.values[i] !== null && (!stacked || s.values[i])).slice(0, 12)
            .map((s) => plain(s.label, 36) + '  ' + format(s.values[i], s.measure.format) + (percent ? ' (' + format(drawn(s, i), 'percent') + ')' : ''));
          return minute(t) + ' to ' + minute(t + data.step) + ' UTC\n' + (lines.join('\n') || 'nothing');
        } }),
      xAxis: timeAxis(data, kind === 'bar', node.clientWidth),
      yAxis: page.axis({ type: 'value', max: high ? 1 : null, interval: high ? 0.25 : null, scale: kind === 'line' && unit !== 'percent' && !all.every((s) => COUNTS.includes(s.measure.of)) && !panel.limits.length,
        minInterval: all.every((s) => s.measure.of === 'count' && unit === 'number') ? 1 : 0, splitNumber: 4,
        axisLabel: { color: css('soft'), fontSize: 11, formatter: (v) => format(v, unit) } }),
      series: all.map((s, index) => ({
        name: plain(s.label), type: kind === 'bar' ? 'bar' : 'line', stack: stacked ? 'all' : null, barCategoryGap: data.steps > 60 ? '8%' : '20%',
        symbol: 'none', color: s.color, itemStyle: { decal: decal(index) },
        showAllSymbol: true, connectNulls: sparse(s),
        lineStyle: { width: percent ? 0 : 2, type: kind === 'line' ? DASHES[Math.floor(index / palette.length) % 3] : 'solid' },
        areaStyle: percent ? { opacity: 0.9, decal: decal(index) } : null,
        data: s.values.map((v, i) => {
          const alone = (s.values[i - 1] === null || i === 0) && (s.values[i + 1] === null || i + 1 === s.values.length);
          return kind !== 'bar' && v !== null && (alone || sparse(s)) ? { value: drawn(s, i), symbol: 'circle', symbolSize: 6 } : drawn(s, i);
        }),
      })).concat(panel.limits.map((limit) => ({
        name: plain(limit.label), type: 'line', symbol: 'none', silent: true, color: css('high'), lineStyle: { width: 1.5, type: 'dashed' },
        data: times(data).map(() => limit.value),
      }))),
    };
  }
  function timeChart(box, panel, data, kind) {
    const all = series(panel, data);
    const entries = all.map((s, i) => ({ color: s.color, label: s.label, striped: i >= palette.length && kind !== 'line' }))
      .concat(panel.limits.map((l) => ({ color: css('high'), label: l.label + ' (' + format(l.value, panel.measures[0].format) + ')', dashed: true })));
    if (entries.length > 1 || entries[0].label !== panel.title) legend(box, entries);
    const plot = add(add(box, 'div', 'plot'), 'div');
    page.chart(plot, () => over(panel, data, series(panel, data), kind, plot));
  }

  // ---- Shapes
  function metric(box, panel, data) {
    const rows = data.documents ? data.rows || [] : [];
    const numbers = add(box, 'div', 'numbers');
    if (!rows.length) {
      add(numbers, 'b', 'number', COUNTS.includes(panel.measures[0].of) && panel.measures[0].format === 'number' ? '0' : '–');
      add(box, 'p', 'hint', panel.empty);
      return;
    }
    for (const row of rows.slice(0, 6)) {
      panel.measures.forEach((measure, m) => {
        const one = add(numbers, 'span', 'number');
        const text = measure.format === 'date' && row[2 + m] !== null ? page.moment(row[2 + m]) : format(row[2 + m], measure.format);
        one.append(text);
        if (text.length > 12) one.classList.add('lengthy');
        const name = [row[1] ? named(panel, row[1]) : '', panel.measures.length > 1 ? measure.label : ''].filter((p) => p).join(' · ');
        if (name) add(one, 'small', '', name);
      });
    }
    add(box, 'p', 'hint', panel.hint);
  }
  // Values of a field with a bar each: names wrap, and nothing needs a pointer.
  function bars(box, panel, data) {
    const groups = new Map();
    for (const row of data.rows) {
      if (!groups.has(row[0])) groups.set(row[0], []);
      groups.get(row[0]).push(row);
    }
    const splits = ordered(panel, Array.from(new Set(data.rows.map((r) => r[1]))).map((name) => ({ name: name }))).map((s) => s.name);
    const measure = panel.measures[0];
    const parts = panel.split ? splits.map((name, i) => ({ name: name, m: 0, color: color(panel, name, i), label: named(panel, name) }))
      : panel.measures.map((each, m) => ({ name: null, m: m, color: palette[m % palette.length], label: each.label }));
    if (parts.length > 1) legend(box, parts);
    const value = (rows, part) => rows.filter((r) => part.name === null || r[1] === part.name).reduce((sum, r) => sum + (r[2 + part.m] || 0), 0);
    const total = (rows) => parts.reduce((sum, part) => sum + value(rows, part), 0);
    const most = Array.from(groups.values()).reduce((m, rows) => Math.max(m, total(rows)), 0) || 1;
    const list = add(box, 'ul', 'bars-list');
    for (const [name, rows] of groups) {
      const item = add(list, 'li');
      const head = add(item, 'div', 'bar-head');
      place(add(head, 'span', ''), panel, name);
      add(head, 'b', '', panel.split || parts.length === 1 ? format(total(rows), measure.format)
        : parts.map((part) => format(value(rows, part), panel.measures[part.m].format)).join(' · '));
      const track = add(item, 'div', 'track');
      for (const part of parts) {
        const share = value(rows, part) / most;
        if (!share) continue;
        const bar = add(track, 'i');
        bar.style.width = share * 100 + '%';
        bar.style.background = parts.length > 1 ? part.color : graded(panel) ? color(panel, name, 0) : css('accent');
        bar.title = part.label + ' ' + format(value(rows, part), panel.measures[part.m].format);
      }
    }
  }
  function donut(box, panel, data) {
    const rows = ordered(panel, data.rows.map((r) => ({ name: r[0] || r[1], value: r[2] || 0 })));
    const total = rows.reduce((sum, r) => sum + r.value, 0) || 1;
    const both = add(box, 'div', 'donut');
    const plot = add(add(both, 'div', 'plot'), 'div');
    legend(both, rows.map((r, i) => ({ color: color(panel, r.name, i), striped: i >= palette.length, label: named(panel, r.name), value: format(r.value, panel.measures[0].format) + ' · ' + format(r.value / total, 'percent') })));
    page.chart(plot, () => ({
      tooltip: page.tooltip({ trigger: 'item', formatter: (p) => plain(named(panel, rows[p.dataIndex].name), 40) + '\n' + format(rows[p.dataIndex].value, panel.measures[0].format) }),
      series: [{ type: 'pie', radius: ['56%', '92%'], label: { show: false }, labelLine: { show: false }, itemStyle: { borderColor: css('card'), borderWidth: 2 },
        data: rows.map((r, i) => ({ name: plain(r.name), value: r.value, itemStyle: { color: color(panel, r.name, i), decal: decal(i) } })) }],
    }));
  }
  function table(box, panel, data) {
    const heads = [];
    if (panel.x) heads.push({ label: panel.x });
    if (panel.split) heads.push({ label: panel.split });
    const names = heads.length;
    panel.measures.forEach((m) => heads.push({ label: m.label, number: true }));
    rowsTable(box, heads, data.rows.map((row) => (panel.x ? [row[0]] : []).concat(panel.split ? [row[1]] : [], row.slice(2))), (td, i, cell) => {
      if (i < names) {
        const link = i === 0 ? panel : { drill: '', x: panel.split };
        td.className = 'name';
        place(td, link, cell);
      } else {
        td.textContent = format(cell, panel.measures[i - names].format);
      }
    });
  }
  function rowsTable(box, heads, rows, fill) {
    const scroll = add(box, 'div', 'scroll');
    scroll.tabIndex = 0;
    const t = add(scroll, 'table');
    const tr = add(add(t, 'thead'), 'tr');
    heads.forEach((h) => { add(tr, 'th', h.number ? 'num' : '', h.label).scope = 'col'; });
    const tbody = add(t, 'tbody');
    for (const row of rows) {
      const r = add(tbody, 'tr');
      row.forEach((cell, i) => {
        const td = add(r, 'td');
        fill(td, i, cell);
        if (heads[i].number) td.classList.add('num');
      });
    }
  }
  // A name, as a link if the view it leads to knows it.
  function place(node, panel, name) {
    const grade = severities[name] && graded(panel);
    const href = panel.drill && name !== OTHER ? page.place(panel.drill, name) : '';
    if (href) {
      const a = add(node, 'a', '', short(name, 90));
      a.href = href;
    } else if (grade) {
      page.badge(node, name);
    } else {
      add(node, 'bdi', '', short(name, 90));
      const title = page.technique(name);
      if (title) add(node, 'small', '', title);
    }
  }
  // Colour and number in every cell: colour alone would say nothing to some.
  function heatmap(box, panel, data) {
    const measure = panel.measures[0];
    const lines = data.series ? ordered(panel, data.series).map((s) => ({ name: s.name, cells: s.values[0] })) : [];
    let columns = data.series ? times(data).map(minute) : Array.from(new Set(data.rows.map((r) => r[0])));
    if (!data.series) {
      const names = ordered(panel, Array.from(new Set(data.rows.map((r) => r[1]))).map((name) => ({ name: name })));
      for (const s of names) {
        lines.push({ name: s.name, cells: columns.map((c) => (data.rows.find((r) => r[0] === c && r[1] === s.name) || [0, 0, null])[2]) });
      }
    }
    const most = lines.reduce((m, l) => l.cells.reduce((n, v) => Math.max(n, v || 0), m), 0) || 1;
    const scroll = add(box, 'div', 'scroll');
    scroll.tabIndex = 0;
    const t = add(scroll, 'table', 'heat' + (data.series ? ' dense' : ''));
    if (!data.series) {
      const head = add(add(t, 'thead'), 'tr');
      add(head, 'td');
      columns.forEach((c) => {
        const th = add(head, 'th', 'column');
        th.scope = 'col';
        place(th, { drill: '', x: panel.x }, c);
      });
    }
    const body = add(t, 'tbody');
    for (const line of lines) {
      const tr = add(body, 'tr');
      const th = add(tr, 'th');
      th.scope = 'row';
      place(th, { drill: '', split: panel.split }, line.name);
      line.cells.forEach((v, i) => {
        const td = add(tr, 'td', v ? 'cell' : '');
        const share = v ? Math.sqrt(v / most) : 0;
        if (v) td.style.setProperty('--share', Math.round(12 + share * 88) + '%');
        if (share > 0.55) td.classList.add('strong');
        td.title = columns[i] + ': ' + format(v || 0, measure.format);
        if (!data.series) td.textContent = v === null ? '' : format(v, measure.format);
      });
    }
    if (data.series) add(box, 'p', 'hint', columns[0] + ' to ' + minute(data.from + data.steps * data.step) + ' UTC from left to right; darkest is ' + format(most, measure.format) + ' in ' + page.span(data.step) + '.');
  }
  const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
  const NUMBER = /^-?\d{1,15}(\.\d+)?(E-?\d+)?$/;
  function listing(box, panel, data) {
    const numeric = panel.columns.map((c, i) => data.rows.some((r) => r[i + 1]) && data.rows.every((r) => !r[i + 1] || NUMBER.test(r[i + 1])) && !/version/i.test(c));
    rowsTable(box, [{ label: 'Time' }].concat(panel.columns.map((c, i) => ({ label: c, number: numeric[i] }))), data.rows, (td, i, cell) => {
      if (i) td.dataset.label = panel.columns[i - 1];
      if (i && numeric[i - 1]) {
        td.textContent = cell ? format(Number(cell), 'number') : '–';
      } else if (i === 0) {
        td.className = 'when';
        td.textContent = page.time(Date.parse(cell));
      } else if (severities[cell] && /severity/i.test(panel.columns[i - 1])) {
        page.badge(td, cell);
      } else {
        add(td, 'bdi', '', ISO.test(cell) ? page.time(Date.parse(cell)) : cell);
        // Short words stay whole, sentences get room, and what is in between may break.
        td.className = ISO.test(cell) ? 'when' : cell.length > 40 ? 'long' : cell.length > 24 ? 'mid' : 'whole';
      }
    });
    box.querySelector('table').classList.add('stack');
    if (data.documents > data.rows.length) add(box, 'p', 'hint', 'Shown are the first ' + data.rows.length + ' of ' + format(data.documents, 'number') + '.');
  }
  // What a chart over time draws, as text.
  function seriesTable(box, panel, data) {
    const all = series(panel, data);
    rowsTable(box, [{ label: 'From (UTC)' }].concat(all.map((s) => ({ label: s.label, number: true }))),
      times(data).map((t, i) => [t].concat(all.map((s) => s.values[i]))), (td, i, cell) => {
        td.textContent = i ? format(cell, all[i - 1].measure.format) : minute(cell);
        if (!i) td.className = 'when';
      });
    box.lastElementChild.classList.add('high');
  }

  function content(box, panel, data, asTable) {
    if (panel.kind === 'metric') metric(box, panel, data);
    else if (!data.documents || (data.rows && !data.rows.length)) add(box, 'p', 'empty', panel.empty);
    else if (panel.kind === 'listing') listing(box, panel, data);
    else if (asTable) (data.series ? seriesTable : table)(box, panel, data);
    else if (panel.kind === 'table') table(box, panel, data);
    else if (panel.kind === 'donut') donut(box, panel, data);
    else if (panel.kind === 'heatmap') heatmap(box, panel, data);
    else if (data.series) timeChart(box, panel, data, panel.kind);
    else bars(box, panel, data);
  }
  function note(node, panel) {
    const heading = /^#+\s+(.*)$/m.exec(panel.markdown);
    const details = add(node, 'details');
    add(details, 'summary', 'note-head', heading ? heading[1] : 'How to read this');
    const body = add(details, 'div', 'note-body');
    markdown(body, heading ? panel.markdown.replace(heading[0], '') : panel.markdown, page.views);
  }

  // Rows above `top` are not of the grid.
  return function panel(grid, spec, data, top) {
    const node = add(grid, 'article', 'panel is-' + spec.kind + (data && !data.documents ? ' is-empty' : ''));
    node.style.setProperty('--column', spec.grid[0] + 1 + ' / span ' + spec.grid[2]);
    node.style.setProperty('--row', spec.grid[1] - top + 1 + ' / span ' + spec.grid[3]);
    node.style.setProperty('--least', spec.grid[3] * 20 - 12 + 'px');
    if (spec.kind === 'note') {
      note(node, spec);
      return node;
    }
    const head = add(node, 'div', 'panel-head');
    add(head, 'h3', '', spec.title);
    const box = add(node, 'div', 'what');
    if (spec.kind !== 'metric') add(head, 'p', 'hint', spec.hint);
    content(box, spec, data, false);
    if (data.documents && /^(line|bar|area_share|donut|heatmap)$/.test(spec.kind)) {
      const button = add(head, 'button', 'as-table', 'Table');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'false');
      button.setAttribute('aria-label', 'Show "' + spec.title + '" as a table');
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', String(on));
        page.forget(box);
        box.replaceChildren();
        content(box, spec, data, on);
      });
    }
    return node;
  };
}
