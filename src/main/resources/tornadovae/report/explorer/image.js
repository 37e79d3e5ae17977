// A canvas that shows grey bytes as they are, one pixel for each; a style sheet makes it larger.
explorer.Picture = class {
    constructor(className, label) {
        this.canvas = explorer.element("canvas", {class: className, role: "img", "aria-label": label, width: 1, height: 1});
    }

    size(width, height) {
        this.canvas.width = width;
        this.canvas.height = height;
        this.canvas.style.aspectRatio = `${width} / ${height}`;
    }

    show(grey) {
        const {width, height} = this.canvas;
        this.context.putImageData(explorer.imageData(grey, 0, width, height), 0, 0);
    }

    // in the computer's own memory, where so few pixels are quickest to write
    get context() {
        return this.canvas.getContext("2d", {willReadFrequently: true});
    }

    label(text) {
        this.canvas.setAttribute("aria-label", text);
    }
};
