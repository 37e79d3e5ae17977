// A closed path over the plane, to be played: through waypoints, or without any the circle of radius √2 round the prior's centre, where codes of two dimensions lie on average.
explorer.Path = class {
    constructor() {
        this.waypoints = [];   // [z across, z up]
    }

    // corners of the path as fractions of the plane
    corners(mapping, flat) {
        let points = this.waypoints;
        if (points.length < 2) {
            const n = 120, r = Math.SQRT2;
            points = flat ? [[-2, 0], [2, 0]] : Array.from({length: n}, (_, k) => [r * Math.cos(2 * Math.PI * k / n), r * Math.sin(2 * Math.PI * k / n)]);
        }
        return points.map(([a, b]) => [mapping.fraction(a), flat ? 0.5 : mapping.fraction(b)]);
    }

    // {length, at}: at(s) is the place after a way of s, both in widths of the plane
    course(mapping, flat) {
        const corners = this.corners(mapping, flat), ends = [];
        let length = 0;
        corners.forEach(([x, y], k) => {
            const [nextX, nextY] = corners[(k + 1) % corners.length];
            ends.push(length += Math.hypot(nextX - x, nextY - y));
        });
        const at = s => {
            const way = (s % length + length) % length, k = Math.max(0, ends.findIndex(end => end >= way));
            const [x, y] = corners[k], [nextX, nextY] = corners[(k + 1) % corners.length], begin = k ? ends[k - 1] : 0, part = (way - begin) / (ends[k] - begin || 1);
            return [x + (nextX - x) * part, y + (nextY - y) * part];
        };
        return {length, at};
    }

    draw(context, mapping, flat, width, height, ratio) {
        const corners = this.corners(mapping, flat);
        context.lineJoin = "round";
        for (const [colour, thick] of [["rgba(0, 0, 0, 0.75)", 4], ["#ffd84d", 1.8]]) {
            context.beginPath();
            corners.forEach(([x, y], k) => context[k ? "lineTo" : "moveTo"](x * width, (1 - y) * height));
            context.closePath();
            context.lineWidth = thick * ratio;
            context.strokeStyle = colour;
            context.stroke();
        }
        for (const [a, b] of this.waypoints) {
            context.beginPath();
            context.arc(mapping.fraction(a) * width, (1 - (flat ? 0.5 : mapping.fraction(b))) * height, 4 * ratio, 0, 2 * Math.PI);
            context.fillStyle = "#ffd84d";
            context.fill();
            context.lineWidth = 1.5 * ratio;
            context.strokeStyle = "#000";
            context.stroke();
        }
    }
};
