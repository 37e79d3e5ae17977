/* A chart as ECharts takes it. Colours and marks follow the series' number, so that the same thing looks the same in every chart, and none is told by colour alone. */

const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle"];

const chartOptions = {
  of(chart, shown, width, paper) {
    const tone = paper ? {ink: "#1b1c1f", soft: "#585b61", line: "#dfdcd4", paper: "#ffffff", raised: "#ffffff"} : Object.fromEntries(["ink", "soft", "line", "paper", "raised"].map(name => [name, colour(name)]));
    const {ink, soft, line} = tone;
    const series = chart.series.filter((_, index) => shown[index]), flat = chartOptions.isFlat(chart, width);
    const font = getComputedStyle(document.body).fontFamily.replaceAll('"', "'"); /* ECharts writes it into an attribute of the SVG file as it is */
    const axis = {nameTextStyle: {color: soft, fontSize: 12}, axisLabel: {color: soft, fontSize: 11, hideOverlap: true}, axisLine: {show: true, lineStyle: {color: soft}},
      axisTick: {lineStyle: {color: soft}}, splitLine: {show: false}, minorTick: {show: false}};
    const options = {
      animation: false,
      textStyle: {fontFamily: font},
      title: [{text: chart.y.label, left: 0, top: 0, padding: 2, textStyle: {color: soft, fontSize: 12, fontWeight: "normal"}}],
      aria: {enabled: true, label: {enabled: false}, decal: {show: series.filter(one => one.mark === "BARS").length > 1}},
      grid: {left: 8, right: chart.series.some(one => one.named) ? 44 : 18, top: 30, bottom: 26, containLabel: true},
      xAxis: {...axis, ...chartOptions.axis(chart.x, chartOptions.extent(chart, 0), width, tone, false), name: chart.x.scale === "CATEGORIES" ? "" : chart.x.label, nameLocation: "middle", nameGap: 28},
      yAxis: {...axis, ...chartOptions.axis(chart.y, chartOptions.extent(chart, 1), width, tone, chart.series.some(one => one.mark === "BARS")), splitLine: {show: true, lineStyle: {color: line}}, axisLine: {show: false}, axisTick: {show: false}},
      tooltip: {trigger: "item", confine: true, backgroundColor: tone.raised, borderColor: line, textStyle: {color: ink}, padding: [6, 10], formatter: chartOptions.tip(chart)},
      series: series.flatMap(one => chartOptions.series(chart, one, series, tone, flat)),
    };
    if (chart.x.scale === "CATEGORIES") options.xAxis.axisLabel = {...options.xAxis.axisLabel, interval: 0, hideOverlap: false, overflow: "break", width: flat ? Math.min(230, 0.44 * width) : Math.max(40, (width - 70) / chart.x.categories.length - 6)};
    if (flat) {
      [options.xAxis, options.yAxis] = [{...options.yAxis, name: chart.y.label, nameLocation: "middle", nameGap: 28}, {...options.xAxis, inverse: true}];
      options.title[0].text = "";
      /* ECharts takes names for shorter than they are */
      options.grid = {left: 14 + Math.min(options.yAxis.axisLabel.width, chartOptions.widest(chart.x.categories, font)), right: 18, top: 6, bottom: 48};
    }
    return options;
  },

  /* Where names have no room side by side, they stand one below the other. */
  isFlat: (chart, width) => chart.x.scale === "CATEGORIES" && (chart.x.categories.length > 7 || width / chart.x.categories.length < 60),

  widest(names, font) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `11px ${font}`;
    return Math.max(...names.map(name => context.measureText(name).width));
  },

  description: chart => `${chart.subject}. ${chart.finding}. ${chart.series.map(one => one.name).join("; ")}.`,

  extent(chart, side) {
    const values = chart.series.flatMap(one => one.points.flatMap(point => side === 0 ? [point[0]] : [point[1], point[2], point[3]])).filter(value => value !== null);
    return {low: Math.min(...values), high: Math.max(...values), whole: side === 0 && values.every(Number.isInteger)};
  },

  axis(axis, {low, high, whole}, width, tone, fromZero) {
    if (axis.scale === "CATEGORIES") return {type: "category", data: axis.categories.map(name => name.replaceAll(" = ", "\u00a0=\u00a0")), axisTick: {show: false}};
    if (axis.scale === "LOGARITHMIC") {
      const base = high / low < 200 ? 2 : 10;
      return {type: "log", logBase: base, min: Math.pow(base, Math.floor(Math.log(low) / Math.log(base) - 1e-9)), max: Math.pow(base, Math.ceil(Math.log(high) / Math.log(base) + 1e-9)),
        axisLabel: {color: tone.soft, fontSize: 11, formatter: value => value < 0.001 ? "10⁻" + "⁰¹²³⁴⁵⁶⁷⁸⁹"[Math.round(-Math.log10(value))] : String(+value.toPrecision(4))}};
    }
    /* Bars begin at 0, and so do other lengths that come near it. An axis of counts has neither air at its ends nor marks between them. */
    const near = low >= 0 && low < 0.35 * high, counts = whole ? {min: fromZero ? undefined : low, max: fromZero ? undefined : high, minInterval: 1} : {};
    return {type: "value", scale: !fromZero && !near, ...counts, ...(axis.unit.startsWith("degrees") ? {interval: 45} : {}),
      axisLabel: {color: tone.soft, fontSize: 11, hideOverlap: true, formatter: value => Math.abs(value) >= 10000 ? value / 1000 + "k" : String(+value.toPrecision(6)).replace("-", "−")}, splitNumber: width < 420 ? 4 : 5};
  },

  /** Elements and not markup: names come from experiment files. */
  tip: chart => item => {
    const one = chart.series.find(series => series.name === item.seriesName);
    if (!one) return "";
    const point = one.points[item.dataIndex];
    if (!point) return "";
    const where = chart.x.scale === "CATEGORIES" ? chart.x.categories[point[0]] : `${chart.x.name} ${brief(point[0])}`;
    return make("div", {class: "tip"}, make("strong", {}, one.name), make("div", {}, where), make("div", {}, `${chart.y.name} ${brief(point[1])}${chart.y.unit ? " " + chart.y.unit : ""}`),
      point[2] === null ? "" : make("div", {class: "soft"}, `${brief(point[2])} to ${brief(point[3])}`), point[4] && point[4] !== where ? make("div", {class: "soft"}, point[4]) : "");
  },

  series(chart, one, all, tone, flat) {
    const paint = data.palette[one.colour % data.palette.length], symbol = SYMBOLS[one.colour % SYMBOLS.length];
    const points = one.points.map(point => flat ? [point[1], point[0]] : [point[0], point[1]]), intervals = one.points.some(point => point[2] !== null);
    const category = chart.x.scale === "CATEGORIES";
    const label = !one.named ? {} : {label: {show: true, position: "top", distance: 6, minMargin: 12, color: tone.ink, fontSize: 11, formatter: item => chartOptions.label(one.points[item.dataIndex][4])}, labelLayout: {hideOverlap: true}};
    /* Dots of several series on one category stand side by side. */
    const spread = category && one.mark === "DOTS" ? (all.indexOf(one) - (all.length - 1) / 2) * Math.min(flat ? 0.35 : 0.12, 0.7 / all.length) : 0;
    const base = {name: one.name, color: paint, itemStyle: {color: paint}, emphasis: {disabled: true}, z: 3, ...label};
    const drawing = [];
    if (one.mark === "BARS") {
      drawing.push({...base, type: "bar", data: points, barMaxWidth: 34, barGap: "15%"});
      if (intervals) drawing.push(chartOptions.whiskers(one, tone.ink, 0, all.filter(other => other.mark === "BARS").indexOf(one), all.filter(other => other.mark === "BARS").length, flat));
    } else if (one.mark === "DOTS" && category) {
      drawing.push({...base, type: "custom", symbol, data: points, renderItem: (_, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        return flat ? chartOptions.dot(symbol, x, y + spread * api.size([0, 1])[1], paint, tone.paper) : chartOptions.dot(symbol, x + spread * api.size([1, 0])[0], y, paint, tone.paper);
      }});
    } else if (one.mark === "DOTS") {
      drawing.push({...base, type: "scatter", data: points, symbol: symbol.replace(/^empty(.)/, (_, c) => c.toLowerCase()), symbolSize: 9, ...(symbol.startsWith("empty") ? {itemStyle: {color: tone.paper, borderColor: paint, borderWidth: 2}} : {})});
    } else {
      const dots = one.mark === "LINE_AND_DOTS" || points.length < 3, every = Math.max(1, Math.round(points.length / 6)), first = (one.colour * 2) % every;
      drawing.push({...base, type: "line", data: points, symbol: one.mark === "DASHED_LINE" && points.length > 2 ? "none" : symbol, showSymbol: true, symbolSize: dots ? 8 : (_, item) => one.mark === "LINE" && item.dataIndex % every === first ? 7 : 0,
        lineStyle: {color: paint, width: one.mark === "DASHED_LINE" ? 1.5 : 2, type: one.mark === "DASHED_LINE" ? [5, 4] : "solid"}});
    }
    /* After what they belong to: a legend takes its mark from the first series of a name. */
    if (intervals && one.mark === "LINE") drawing.push(chartOptions.band(one, paint));
    if (intervals && ["DOTS", "LINE_AND_DOTS"].includes(one.mark)) drawing.push(chartOptions.whiskers(one, paint, spread, undefined, undefined, flat));
    return drawing;
  },

  /** What is written beside a point: a long label is for its tooltip. */
  label: text => text.replace(/(, )?\d+ seeds?$/, "").replace(/^.{13,}$/, ""),

  dot(symbol, x, y, paint, paper) {
    const style = symbol.startsWith("empty") ? {fill: paper, stroke: paint, lineWidth: 2} : {fill: paint};
    const r = 4.5, name = symbol.replace("empty", "").toLowerCase();
    if (name === "circle") return {type: "circle", shape: {cx: x, cy: y, r}, style};
    if (name === "rect") return {type: "rect", shape: {x: x - r + 0.5, y: y - r + 0.5, width: 2 * r - 1, height: 2 * r - 1}, style};
    const corners = name === "triangle" ? [[x, y - r], [x + r, y + r], [x - r, y + r]] : [[x, y - r - 1], [x + r + 1, y], [x, y + r + 1], [x - r - 1, y]];
    return {type: "polygon", shape: {points: corners}, style};
  },

  /** The area between the lower and the upper ends. */
  band(one, paint) {
    const ends = one.points.filter(point => point[2] !== null);
    return {name: one.name, color: paint, type: "custom", silent: true, z: 1, tooltip: {show: false}, data: ends.map(point => [point[0], point[2], point[3]]), encode: {x: 0, y: [1, 2]}, renderItem: (item, api) => {
      if (item.dataIndex > 0) return null;
      const low = ends.map(point => api.coord([point[0], point[2]])), high = ends.map(point => api.coord([point[0], point[3]])).reverse();
      return {type: "polygon", shape: {points: [...low, ...high]}, style: {fill: paint, opacity: 0.18}};
    }};
  },

  /** Intervals of dots and bars. */
  whiskers(one, paint, spread, bar, bars, flat) {
    const ends = one.points.filter(point => point[2] !== null), style = {stroke: paint, fill: null, lineWidth: 1.3};
    return {name: one.name, color: paint, type: "custom", silent: true, z: 4, tooltip: {show: false}, data: ends.map(point => [point[0], point[2], point[3]]), encode: flat ? {x: [1, 2], y: 0} : {x: 0, y: [1, 2]}, renderItem: (_, api) => {
      /* along: where values are; across: where the setting is */
      const at = value => flat ? api.coord([value, api.value(0)]) : api.coord([api.value(0), value]).reverse();
      const [low, centre] = at(api.value(1)), [high] = at(api.value(2)), step = api.size(flat ? [0, 1] : [1, 0])[flat ? 1 : 0];
      const across = centre + (bars ? api.barLayout({count: bars, barGap: "15%", barMaxWidth: 34})[bar].offsetCenter : spread * step);
      const line = (along1, across1, along2, across2) => ({type: "line", style, shape: flat ? {x1: along1, y1: across1, x2: along2, y2: across2} : {x1: across1, y1: along1, x2: across2, y2: along2}});
      return {type: "group", children: [line(low, across, high, across), line(low, across - 3, low, across + 3), line(high, across - 3, high, across + 3)]};
    }};
  },
};
