// A view as the part of an address behind #, such as #explorer?model=ID&z=0.5,-1.2&axes=1,2&scale=u&overlay=class&points=shapes, and back.
explorer.viewLink = {
    prefix: "#explorer?",

    write(view) {
        const fields = new URLSearchParams();
        for (const [name, value] of Object.entries(view)) if (value !== null && value !== undefined && value !== "") fields.set(name, value);
        return this.prefix + fields.toString().replaceAll("%2C", ",");
    },

    // what a link says, as texts; null where it is not of this kind
    read(hash) {
        return hash.startsWith(this.prefix) ? Object.fromEntries(new URLSearchParams(hash.slice(this.prefix.length))) : null;
    },

    // numbers apart by commas, or null where they are not so many finite ones
    numbers(text, count) {
        const numbers = (text || "").split(",").map(part => part.trim() === "" ? NaN : Number(part));
        return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
    }
};
