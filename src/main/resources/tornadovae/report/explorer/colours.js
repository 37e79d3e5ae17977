// "#rrggbb" → [r, g, b]
explorer.rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

// equally spaced colours → a function of [0, 1], linear between them
explorer.ramp = function (hexes) {
    const colours = hexes.map(explorer.rgb), last = colours.length - 1;
    return t => {
        const at = Math.min(1, Math.max(0, t)) * last, k = Math.min(last - 1, Math.floor(at)), part = at - k;
        return colours[k].map((c, i) => c + (colours[k + 1][i] - c) * part);
    };
};

// the markers of ten classes, which tell them apart without colours, as paths about (0, 0) of radius 1
explorer.markers = (function () {
    const ring = (corners, turn, inner) => path => {
        const n = inner ? 2 * corners : corners;
        for (let k = 0; k < n; k++) {
            const angle = (turn + k / n) * 2 * Math.PI, r = inner && k % 2 ? inner : 1;
            path[k ? "lineTo" : "moveTo"](r * Math.sin(angle), -r * Math.cos(angle));
        }
        path.closePath();
    };
    const plus = turn => path => {
        const w = 0.36, corners = [[-w, -1], [w, -1], [w, -w], [1, -w], [1, w], [w, w], [w, 1], [-w, 1], [-w, w], [-1, w], [-1, -w], [-w, -w]];
        corners.forEach(([x, y], k) => path[k ? "lineTo" : "moveTo"](x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)));
        path.closePath();
    };
    return [
        path => path.arc(0, 0, 0.85, 0, 2 * Math.PI),
        ring(4, 0.125), ring(3, 0), ring(4, 0), ring(3, 0.5), plus(0), plus(Math.PI / 4), ring(5, 0, 0.45), ring(5, 0), ring(6, 0.25)
    ];
})();

// a marker of class c on a canvas context, with a light rim that lifts dark colours off the dark plane
explorer.drawMarker = function (context, c, colour, x, y, radius, rim) {
    context.save();
    context.translate(x, y);
    context.scale(radius, radius);
    context.beginPath();
    explorer.markers[c % explorer.markers.length](context);
    context.restore();
    context.lineJoin = "round";
    context.lineWidth = rim;
    context.strokeStyle = "#fff";
    context.stroke();
    context.fillStyle = colour;
    context.fill();
};
