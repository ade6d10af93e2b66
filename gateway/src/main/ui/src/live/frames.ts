/** A message of the stream: an event of the mesh, or a notice of the gateway such as `snapshot`. */
export interface Frame {
  /** Empty when the message had none. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Takes a stream of server-sent events apart, wherever its chunks are cut. */
export class FrameReader {
  private rest = '';
  private id = '';
  private event = '';
  private data: string[] = [];
  /** How long to wait before connecting again, as the server last asked; null until it does. */
  retryMillis: number | null = null;

  /** Returns the messages that this chunk completes. */
  read(chunk: string): Frame[] {
    const frames: Frame[] = [];
    const text = this.rest + chunk;
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      const end = to > from && text[to - 1] === '\r' ? to - 1 : to;
      const frame = this.line(text.slice(from, end));
      if (frame) frames.push(frame);
      from = to + 1;
    }
    this.rest = text.slice(from);
    return frames;
  }

  private line(line: string): Frame | null {
    if (!line) return this.end();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'id') this.id = value;
    else if (field === 'event') this.event = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMillis = Number(value);
    return null;
  }

  private end(): Frame | null {
    const frame = this.data.length
      ? { id: this.id, event: this.event || 'message', data: this.data.join('\n') }
      : null;
    this.id = '';
    this.event = '';
    this.data = [];
    return frame;
  }
}
