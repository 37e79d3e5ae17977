/* The atlas: maps of the latent plane and what they say. Colours, as lists of red, green and blue. */

const atlas = {
  rgb: hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)),
  css: ([r, g, b], alpha = 1) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)} / ${alpha})`,

  /** Equally spaced colours as a function of [0, 1], linear between them. */
  ramp(hexes) {
    const colours = hexes.map(atlas.rgb), last = colours.length - 1;
    return t => {
      const at = Math.min(1, Math.max(0, t)) * last, k = Math.min(last - 1, Math.floor(at));
      return colours[k].map((c, i) => c + (colours[k + 1][i] - c) * (at - k));
    };
  },

  /** The middle 98 % of the values there are; as far below 0 as above where they have both signs. */
  range(values) {
    const sorted = values.filter(value => value !== null).sort((a, b) => a - b);
    if (!sorted.length) return null;
    const low = sorted[Math.round(0.01 * (sorted.length - 1))], high = sorted[Math.round(0.99 * (sorted.length - 1))];
    const most = Math.max(-low, high);
    return low < 0 && high > 0 ? {low: -most, high: most, signed: true} : {low, high, signed: false};
  },

  /** z₁ for dimension 0. */
  variable: dimension => "z" + String(dimension + 1).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit]),
  percent: (share, decimals = 1) => share === null || share === undefined ? "–" : `${number(100 * share, decimals)}\u00a0%`,
  capital: text => text.charAt(0).toUpperCase() + text.slice(1),
};
