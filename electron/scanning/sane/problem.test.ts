import { expect, test } from 'vitest';
import { saneEnd } from './problem.ts';

test.each([
  ['', true, 'done'],
  ['', false, 'unreadable'],
  ['Progress: 100.0%\rScanned page 10. (scanner status = 5)\nscanimage: sane_start: Document feeder out of documents\nBatch terminated, 10 pages scanned\n', true, 'no-more'],
  ['scanimage: sane_read: Document feeder jammed\nScanned page 5. (scanner status = 6)\n', true, 'jam'],
  ['scanimage: sane_read: Scanner cover is open\nscanimage: received signal 13\nscanimage: trying to stop scanner\n', true, 'cover-open'],
  ['scanimage: sane_start: Device busy\n', false, 'busy'],
  ['scanimage: open of device fujitsu:fi failed: Device busy\n', false, 'busy'],
  ['scanimage: open of device fujitsu:fi failed: Access to resource has been denied\n', false, 'not-permitted'],
  ['scanimage: open of device fujitsu:fi failed: Invalid argument\n', false, 'device-gone'],
  ['scanimage: sane_read: Error during device I/O\n', true, 'device-gone'],
  ['scanimage: sane_read: Out of memory\n', true, 'unreadable'],
  ['scanimage: rounded value of resolution from 200 to 198\nScanned page 1. (scanner status = 5)\n', true, 'done'],
])('%j is %s, %s', (errors, ok, end) => {
  expect(saneEnd(errors, ok)).toBe(end);
});
