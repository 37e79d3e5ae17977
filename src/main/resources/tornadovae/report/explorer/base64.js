// The page's one name for all of this. The scripts are plain: each adds to the object, in the order in which they stand.
var explorer = globalThis.explorer || {};

// Numbers as Packed.java wrote them: base64 of little-endian bytes, as typed arrays have them on every machine with a browser.
explorer.bytes = function (text) {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes;
};

explorer.floats = text => new Float32Array(explorer.bytes(text).buffer);

explorer.shorts = text => new Int16Array(explorer.bytes(text).buffer);
