// How the exchange connections are: a pill for each with what is silent, and a mark on the rows of symbols that are not to be
// acted on. Events tell at once, REST tells the truth soon after.
'use strict';

const DOWN = new Set(['STALE', 'RECONNECTING', 'DISCONNECTED']);
const ALL_STREAMS = 'all streams';
const feeds = new Map();  // name -> {status, symbols, silent: symbol -> names of its silent streams, node, text}

function feedOf(name) {
  let feed = feeds.get(name);
  if (!feed) {
    // The first feed has its place on the page, so that nothing moves when it is known.
    const node = feeds.size ? create('li', 'pill', create('span', 'dot'), create('span')) : el('feed');
    if (feeds.size) el('feed').parentNode.append(node);
    feed = {status: 'CONNECTED', symbols: [], silent: new Map(), node, text: node.lastElementChild};
    feeds.set(name, feed);
  }
  return feed;
}

function showFeeds(views) {
  for (const view of views) {
    const feed = feedOf(view.feed);
    feed.status = view.status;
    feed.symbols = view.symbols;
    feed.silent = new Map(view.staleSymbols.map(symbol => [symbol, new Set()]));
    for (const stale of view.staleStreams) feed.silent.get(stale.symbol)?.add(stale.stream);
    for (const streams of feed.silent.values()) if (!streams.size) streams.add(ALL_STREAMS);
  }
  drawFeeds();
}

function onFeedStatus(event) {
  // Fetched history says nothing about the streams.
  if (event.status === 'BACKFILLED') return;
  const feed = feedOf(event.feed);
  if (!event.symbols.length) {
    feed.status = event.status;
    if (event.status === 'CONNECTED') feed.silent.clear();
  }
  for (const symbol of event.symbols) {
    const streams = feed.silent.get(symbol) || new Set();
    if (DOWN.has(event.status)) feed.silent.set(symbol, streams.add(event.stream || ALL_STREAMS));
    else if (event.stream) streams.delete(event.stream);
    else streams.clear();
    if (!streams.size) feed.silent.delete(symbol);
  }
  drawFeeds();
}

function drawFeeds() {
  for (const [name, feed] of feeds) {
    const down = DOWN.has(feed.status);
    const stale = feed.silent.size;
    const data = feed.status === 'DISCONNECTED' ? 'bad' : down || stale ? 'wait' : 'good';
    if (feed.node.dataset.state !== data) feed.node.dataset.state = data;
    put(feed.text, 'feed ' + name + ' ' + (down ? feed.status.toLowerCase() : stale ? stale + ' stale' : 'live'));
    feed.node.title = [...feed.silent].map(([symbol, streams]) => symbol + ': ' + [...streams].join(', ')).sort().join('\n');
  }
  for (const [symbol, row] of state.rows) markRow(symbol, row.node);
}

function markRow(symbol, node) {
  const reason = staleReason(symbol);
  node.classList.toggle('stale', !!reason);
  if (node.title !== reason) node.title = reason;
}

/** Why the prices of a symbol are not to be acted on; empty if they are. */
function staleReason(symbol) {
  for (const [name, feed] of feeds) {
    if (feed.silent.has(symbol)) return name + ' is silent: ' + [...feed.silent.get(symbol)].join(', ');
    if (DOWN.has(feed.status) && feed.symbols.includes(symbol)) return name + ' is ' + feed.status.toLowerCase();
  }
  return '';
}
