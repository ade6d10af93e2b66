import { Hub } from './hub';

/** The shared worker: one hub for all tabs of a browser. */
const hub = new Hub();

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port) hub.attach(port);
});
