/** One message of a stream of server-sent events. */
export interface StreamMessage {
  event: string;
  data: string;
  id: string | null;
}

/** Cuts the text of a stream into messages, however the network cut it (WHATWG HTML, section 9.2.6). */
export class MessageReader {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id: string | null = null;

  /** The messages that became whole with this part. */
  take(part: string): StreamMessage[] {
    const text = this.rest + part;
    // A carriage return at the very end may be half of a line end.
    const whole = text.endsWith('\r') ? text.length - 1 : text.length;
    const messages: StreamMessage[] = [];
    let from = 0;
    for (const end of text.slice(0, whole).matchAll(/\r\n|\n|\r/g)) {
      this.line(text.slice(from, end.index), messages);
      from = end.index + end[0].length;
    }
    this.rest = text.slice(from);
    return messages;
  }

  private line(line: string, messages: StreamMessage[]): void {
    if (line === '') {
      if (this.data.length > 0) {
        messages.push({ event: this.event || 'message', data: this.data.join('\n'), id: this.id });
      }
      this.event = '';
      this.data = [];
      this.id = null;
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.event = value;
    } else if (field === 'data') {
      this.data.push(value);
    } else if (field === 'id') {
      this.id = value;
    }
  }
}
