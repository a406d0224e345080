import { describe, expect, it } from 'vitest';
import { MessageReader } from '../../src/api/messageReader';

const STREAM =
  ': open\n\nevent: history\ndata: {"task":"a"}\n\nevent: run\r\ndata: {"status":\r\ndata: "completed"}\r\nid: 7\r\n\r\n';
const MESSAGES = [
  { event: 'history', data: '{"task":"a"}', id: null },
  { event: 'run', data: '{"status":\n"completed"}', id: '7' },
];

describe('reading a stream of server-sent events', () => {
  it('finds the messages and passes comments by', () => {
    expect(new MessageReader().take(STREAM)).toEqual(MESSAGES);
  });

  it('finds the same messages wherever the network cuts the text', () => {
    for (let cut = 1; cut < STREAM.length; cut++) {
      const reader = new MessageReader();
      const found = [...reader.take(STREAM.slice(0, cut)), ...reader.take(STREAM.slice(cut))];
      expect(found, `cut at ${cut}`).toEqual(MESSAGES);
    }
  });

  it('keeps back a message that is not whole yet', () => {
    expect(new MessageReader().take('data: half')).toEqual([]);
  });
});
