import assert from 'node:assert/strict';
import { afterBreak, lineBegin, lineEnd } from '../../../server/src/model/lines.ts';

describe('the line of an offset', () => {
  const text = '\na\r\nbc\rd';
  const lineAt = (offset: number) => text.slice(lineBegin(text, offset), lineEnd(text, offset));

  it('ends at LF, CRLF and a lone CR, and may be empty', () => {
    assert.deepEqual([0, 1, 4, 5, 6, 7, 8].map(lineAt), ['', 'a', 'bc', 'bc', 'bc', 'd', 'd']);
  });

  it('goes on behind its whole line end, and nowhere where there is none', () => {
    assert.deepEqual(
      [0, 2, 6, 7].map((at) => afterBreak(text, at)),
      [1, 4, 7, 7],
    );
  });
});
