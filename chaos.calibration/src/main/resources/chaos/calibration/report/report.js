"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const report = read("report");
  const charts = read("charts").charts;
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const faint = (name, alpha) => color(name) + alpha;
  const all = [];

  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.font.family = "system-ui, sans-serif";

  const axis = (title, more) => ({
    title: { display: Boolean(title), text: title, color: color("soft") },
    ticks: { color: color("soft") },
    grid: { color: color("line") },
    ...more,
  });

  const verdicts = (rows, alpha) => rows.map((row) => faint(row.verdict, alpha));

  const bands = (rows) => ({
    data: {
      labels: rows.map((row) => row.label),
      datasets: [
        { type: "scatter", label: "measured", order: 0, pointStyle: "rectRot", radius: 5,
          data: rows.map((row, index) => ({ x: row.value ?? NaN, y: index, row })),
          backgroundColor: color("ink"), yAxisID: "points" },
        { type: "bar", label: "interval", order: 1, barThickness: 7, grouped: false, minBarLength: 2,
          data: rows.map((row) => (row.low === undefined ? null : [row.low, row.high])),
          backgroundColor: verdicts(rows, "") },
        { type: "bar", label: "band", order: 2, barThickness: 18, grouped: false,
          data: rows.map(() => [-1, 1]), backgroundColor: verdicts(rows, "33"), borderColor: verdicts(rows, "aa"),
          borderWidth: 1, borderSkipped: false },
      ],
    },
    options: {
      indexAxis: "y",
      scales: {
        x: axis("the band is from -1 to 1; what is beyond 2.5 is drawn at the edge", { min: -2.6, max: 2.6 }),
        y: axis("", { ticks: { color: color("ink"), autoSkip: false } }),
        points: { display: false, type: "linear", reverse: true, min: -0.5, max: rows.length - 0.5 },
      },
      plugins: {
        legend: { labels: { color: color("ink"), usePointStyle: true } },
        tooltip: { callbacks: { label: (item) => rows[item.dataIndex].told } },
      },
    },
  });

  const plot = (one) => {
    const bars = one.kind === "histogram";
    const title = (unit) => unit;
    return {
      type: bars ? "bar" : "line",
      data: {
        datasets: one.series.map((series) => ({
          label: series.label,
          type: bars && !series.expected ? "bar" : "line",
          order: series.expected ? 0 : 1,
          data: series.points.map(([x, y]) => ({ x, y })),
          borderColor: series.expected ? color("not_evaluated") : color("pass"),
          backgroundColor: series.expected ? "transparent" : faint("pass", bars ? "88" : "33"),
          borderWidth: series.expected || !bars ? 2 : 0,
          borderDash: series.expected ? [5, 3] : [],
          stepped: bars && series.expected ? "middle" : false,
          pointRadius: 0,
          barPercentage: 1,
          categoryPercentage: 1,
        })),
      },
      options: {
        scales: {
          x: axis(title(one.x_unit), { type: "linear", offset: bars }),
          y: axis(title(one.y_unit), { beginAtZero: true }),
        },
        plugins: { legend: { labels: { color: color("ink") } } },
      },
    };
  };

  const draw = () => {
    all.splice(0).forEach((chart) => chart.destroy());
    document.querySelectorAll("canvas").forEach((canvas) => {
      const { chart, plot: index } = canvas.dataset;
      const what = chart === undefined ? plot(report.plots[index]) : bands(charts[chart].rows);
      all.push(new Chart(canvas, what));
    });
  };

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("beforeprint", () =>
    document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  // On paper the light colours hold, whatever the screen has.
  matchMedia("print").addEventListener("change", draw);
})();
