// Reads the pixels of a PNG file as they were written, without the colour management of a browser   (W3C, Portable Network Graphics, third edition).
import { inflateSync } from 'node:zlib';

const CHANNELS = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** An 8-bit PNG without interlacing and palette: { width, height, channels, pixels [height, width, channels] }. */
export function png(file) {
  if (file.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('not a PNG file');
  let header;
  const data = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at), type = file.toString('latin1', at + 4, at + 8), chunk = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = { width: chunk.readUInt32BE(0), height: chunk.readUInt32BE(4), depth: chunk[8], colour: chunk[9], interlace: chunk[12] };
    if (type === 'IDAT') data.push(chunk);
    at += length + 12;
  }
  const { width, height, depth, colour, interlace } = header, channels = CHANNELS[colour];
  if (depth !== 8 || !channels || interlace) throw new Error(`a PNG of ${depth} bits, colour type ${colour}, interlace ${interlace} is not read here`);
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(data)), height, width * channels, channels) };
}

/** Undoes the filters of the rows: each byte was written as its difference to one foretold from a (left), b (above) and c (above left). */
function unfiltered(bytes, height, stride, channels) {
  const pixels = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    const foretell = FILTERS[bytes[row * (stride + 1)]];
    for (let i = 0; i < stride; i++) {
      const at = row * stride + i, left = i >= channels, above = row > 0;
      pixels[at] = bytes[row * (stride + 1) + 1 + i] + foretell(left ? pixels[at - channels] : 0, above ? pixels[at - stride] : 0, left && above ? pixels[at - stride - channels] : 0);
    }
  }
  return pixels;
}

const FILTERS = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth];

function paeth(a, b, c) {
  const p = a + b - c, toA = Math.abs(p - a), toB = Math.abs(p - b), toC = Math.abs(p - c);
  return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
}
