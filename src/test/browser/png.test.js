import { test } from 'node:test';
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { png } from './png.js';

/** A grey PNG of 3 × 2 pixels whose second row was written with a filter. */
function file(filter, second) {
  const chunk = (type, data) => {
    const bytes = Buffer.alloc(data.length + 12);
    bytes.writeUInt32BE(data.length, 0);
    bytes.write(type, 4, 'latin1');
    data.copy(bytes, 8);
    return bytes; // the checksum is not looked at
  };
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 10, 20, 250, filter, ...second]))), chunk('IEND', Buffer.alloc(0))]);
}

for (const [name, filter, second] of [['none', 0, [7, 30, 2]], ['sub', 1, [7, 23, 228]], ['up', 2, [253, 10, 8]], ['average', 3, [2, 17, 118]], ['paeth', 4, [253, 10, 8]]])
  test(`a row written with the filter ${name} is read`, () => {
    assert.deepEqual([...png(file(filter, second)).pixels], [10, 20, 250, 7, 30, 2]);
  });
