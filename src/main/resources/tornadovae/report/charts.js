/* Charts on the page: drawn when they come near the screen, and again when their width or the colours change. */

const charts = {
  all: new Set(),

  /** The figure of a chart. @param level of its heading */
  figure(chart, level = 3) {
    const shown = chart.series.map(() => true);
    const plot = make("div", {class: "plot", role: "img", "aria-label": chartOptions.description(chart)});
    const values = make("div", {class: "values", hidden: true, tabindex: 0, role: "region", "aria-label": `Values of ${chart.subject}`});
    const figure = make("figure", {class: "chart", id: chart.id},
      make("p", {class: "subject"}, chart.subject), make(`h${level}`, {}, unbroken(chart.finding + ".")), chart.series.length > 1 ? charts.legend(chart, shown, () => entry.draw()) : "", plot,
      make("figcaption", {}, chart.caption), charts.tools(chart, shown, values), values);
    const entry = {plot, instance: null, near: false, width: 0, draw() {
      const width = scheme.printing ? charts.PAPER.width : plot.clientWidth, height = scheme.printing ? charts.PAPER.height : plot.clientHeight;
      if (!width || !height) return;
      entry.width = width;
      entry.instance ??= echarts.init(plot, null, {renderer: "svg", width, height});
      entry.instance.resize({width, height});
      entry.instance.setOption(chartOptions.of(chart, shown, width, scheme.printing), true);
      entry.instance.getZr().flush();
      plot.querySelector("svg").setAttribute("viewBox", `0 0 ${width} ${height}`);
    }};
    charts.all.add(entry);
    charts.watch(entry);
    return figure;
  },

  /** Half of what a page of A4 has between its margins, in CSS pixels: letters keep their size there. */
  PAPER: {width: 332, height: 215},

  watch(entry) {
    const sized = new ResizeObserver(() => {
      if (entry.plot.isConnected && entry.near && !scheme.printing && entry.plot.clientWidth !== entry.width) entry.draw();
    });
    const seen = new IntersectionObserver(events => {
      if (!events.some(event => event.isIntersecting)) return;
      entry.near = true;
      entry.draw();
      seen.disconnect();
    }, {rootMargin: "400px"});
    seen.observe(entry.plot);
    sized.observe(entry.plot);
    entry.forget = () => { seen.disconnect(); sized.disconnect(); entry.instance?.dispose(); charts.all.delete(entry); };
  },

  /** Gives back what the charts inside an element hold. */
  forget(element) {
    for (const entry of [...charts.all]) if (element.contains(entry.plot)) entry.forget();
  },

  /** Buttons that show and hide a series, each with its mark. */
  legend(chart, shown, changed) {
    return make("ul", {class: "legend"}, chart.series.map((one, index) => make("li", {}, make("button", {type: "button", "aria-pressed": "true", title: "Show or hide", onclick: event => {
      shown[index] = !shown[index];
      event.currentTarget.setAttribute("aria-pressed", shown[index]);
      changed();
    }}, charts.mark(one), one.name))));
  },

  mark(one) {
    const paint = data.palette[one.colour % data.palette.length], symbol = SYMBOLS[one.colour % SYMBOLS.length], name = symbol.replace("empty", "").toLowerCase();
    const icon = drawn("svg", {viewBox: "0 0 26 12", "aria-hidden": "true"});
    if (one.mark === "BARS") icon.append(drawn("rect", {x: 8, y: 1, width: 10, height: 10, fill: paint}));
    if (["LINE", "DASHED_LINE", "LINE_AND_DOTS"].includes(one.mark)) icon.append(drawn("line", {x1: 0, y1: 6, x2: 26, y2: 6, stroke: paint, "stroke-width": 2, ...(one.mark === "DASHED_LINE" ? {"stroke-dasharray": "5 4"} : {})}));
    if (["LINE", "DOTS", "LINE_AND_DOTS"].includes(one.mark)) {
      const look = symbol.startsWith("empty") ? {fill: "var(--paper)", stroke: paint, "stroke-width": 2} : {fill: paint};
      const shapes = {circle: ["circle", {cx: 13, cy: 6, r: 4}], rect: ["rect", {x: 9.5, y: 2.5, width: 7, height: 7}], triangle: ["path", {d: "M13 1.5 L17.5 10 L8.5 10 Z"}], diamond: ["path", {d: "M13 1 L18 6 L13 11 L8 6 Z"}]};
      icon.append(drawn(shapes[name][0], {...shapes[name][1], ...look}));
    }
    return icon;
  },

  tools(chart, shown, values) {
    const button = (name, title, action) => make("button", {type: "button", "aria-label": title, onclick: action}, name);
    return make("div", {class: "tools"},
      button("SVG", `Download ${chart.subject} as SVG`, () => save(`${chart.id}.svg`, charts.svg(chart, shown), "image/svg+xml")),
      button("PNG", `Download ${chart.subject} as PNG`, async () => save(`${chart.id}.png`, await charts.png(chart, shown))),
      button("CSV", `Download the values of ${chart.subject} as CSV`, () => save(`${chart.id}.csv`, csv(charts.rows(chart)), "text/csv")),
      make("button", {type: "button", "aria-expanded": "false", onclick: event => {
        values.hidden = !values.hidden;
        event.currentTarget.setAttribute("aria-expanded", !values.hidden);
        if (!values.firstChild) values.append(charts.table(chart));
      }}, "Show as table"));
  },

  rows(chart) {
    const where = point => chart.x.scale === "CATEGORIES" ? chart.x.categories[point[0]] : point[0];
    return [["series", chart.x.label, chart.y.label, "low", "high", "note"], ...chart.series.flatMap(one => one.points.map(point => [one.name, where(point), point[1], point[2], point[3], point[4]]))];
  },

  table(chart) {
    const [head, ...rows] = charts.rows(chart);
    return make("table", {}, make("caption", {class: "quiet"}, chart.subject), make("thead", {}, make("tr", {}, head.map(name => make("th", {scope: "col"}, name)))),
      make("tbody", {}, rows.map(row => make("tr", {}, row.map(value => make("td", {class: typeof value === "number" ? "number" : null}, typeof value === "number" ? brief(value) : value ?? "–"))))));
  },

  /** For paper and slides: on white, with title and legend in the picture. */
  svg(chart, shown) {
    const width = 720, height = 460, options = chartOptions.of(chart, shown, width, true);
    options.backgroundColor = "#ffffff";
    options.title.push({text: chart.finding, left: 8, top: 6, textStyle: {fontSize: 14, lineHeight: 19, width: width - 24, overflow: "break", color: "#1b1c1f"}});
    const lines = Math.ceil(chart.finding.length / 92), several = chart.series.length > 1;
    if (several) options.legend = {left: 8, top: 12 + 20 * lines, itemWidth: 22, textStyle: {color: "#1b1c1f", fontSize: 11}, data: [...new Set(options.series.map(one => one.name))]};
    options.grid = {...options.grid, left: 8 + options.grid.left, top: (options.title[0].text ? 44 : 24) + 20 * lines + (several ? 20 * Math.ceil(chart.series.reduce((sum, one) => sum + one.name.length * 6 + 44, 0) / width) : 0), bottom: 8 + options.grid.bottom};
    options.title[0] = {...options.title[0], left: 10, top: options.grid.top - 26};
    const place = make("div", {style: {position: "absolute", left: "-9999px", width: `${width}px`, height: `${height}px`}});
    document.body.append(place);
    const instance = echarts.init(place, null, {renderer: "svg", width, height});
    instance.setOption(options);
    const text = instance.renderToSVGString();
    instance.dispose();
    place.remove();
    return text;
  },

  async png(chart, shown) {
    const image = new Image(), scale = 3;
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(charts.svg(chart, shown));
    await image.decode();
    const canvas = make("canvas", {width: 720 * scale, height: 460 * scale});
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(resolve => canvas.toBlob(resolve, "image/png"));
  },

  mount(section) {
    const any = data.studies.some(study => study.charts.length);
    section.hidden = !any;
    if (!any) return;
    section.append(make("h2", {id: "charts-heading"}, "Charts"), make("p", {class: "lead"}, "Each title says what the chart shows as far as its intervals allow. Buttons in the legend hide a series."));
    for (const study of data.studies) {
      if (!study.charts.length) continue;
      if (data.studies.length > 1) section.append(make("h3", {class: "study"}, study.label));
      section.append(make("div", {class: "charts"}, study.charts.map(chart => charts.figure(chart, data.studies.length > 1 ? 4 : 3))));
    }
    scheme.listeners.push(() => charts.all.forEach(entry => { if (entry.instance || entry.near || scheme.printing) entry.draw(); }));
  },
};
