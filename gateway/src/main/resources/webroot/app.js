// The live page: reads the state over REST, keeps it current over the event stream, and reads it again after each reconnect.
'use strict';

const MAX_EVENTS = 200;
const MAX_ROWS = 60;
const STALE_MILLIS = 15_000;
const TINT_MILLIS = 180;
const REFRESH_MILLIS = 1_000;

const el = id => document.getElementById(id);
const state = {
  prices: new Map(),      // symbol -> newest PriceUpdated
  decimals: new Map(),    // symbol -> decimals of its tick size
  changed: new Set(),     // symbols whose row is to be drawn in the next frame
  rows: new Map(),        // symbol -> row of the market table
  bots: new Map(),        // id -> row of the bot table
  signals: new Map(),     // bot -> its last SignalGenerated
  events: [],             // newest first
  types: new Set(),
  orders: 0, refused: 0,
  paused: false, filter: '',
  heard: Date.now(), connected: false, refreshing: false, wanted: false
};

// ---- formats

const grouped = new Intl.NumberFormat('en-US');

/** Groups the digits of a decimal string without turning it into a double: money keeps its digits. */
function money(text, places) {
  const [whole, fraction = ''] = String(text).split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const digits = grouped.format(BigInt(whole.replace('-', '') || '0'));
  const kept = places === undefined ? fraction : fraction.padEnd(places, '0').slice(0, places);
  return sign + digits + (kept ? '.' + kept : '');
}
const trimmed = text => String(text).includes('.') ? String(text).replace(/\.?0+$/, '') : String(text);
const places = currency => currency === 'BTC' ? 8 : 2;
const sign = text => Number(text) > 0 ? 'pos' : Number(text) < 0 ? 'neg' : 'muted';
const signed = (text, digits) => (Number(text) > 0 ? '+' : '') + money(text, digits);
/** A signed amount for tables: two decimals, or all that matter where two would hide it. */
const short = (text, currency) => currency === 'BTC' ? signed(trimmed(text)) : signed(text, 2);
const clock = iso => iso.slice(11, 19);
const quoteOf = symbol => symbol.endsWith('BTC') ? 'BTC' : 'USDT';

function price(symbol, value) {
  if (!(value > 0)) return '–';
  const decimals = state.decimals.get(symbol);
  return decimals === undefined ? String(value) : value.toFixed(decimals);
}

function put(node, text, className) {
  if (node.textContent !== text) node.textContent = text;
  if (className !== undefined && node.className !== className) node.className = className;
}

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

// ---- REST: the truth, read at the start, after each reconnect and after events that change it

async function get(path) {
  const response = await fetch('/api/v1/' + path, {signal: AbortSignal.timeout(10_000)});
  if (!response.ok) throw new Error(path + ': ' + response.status);
  return response.json();
}

async function refresh() {
  if (state.refreshing) { state.wanted = true; return; }
  state.refreshing = true;
  state.wanted = false;
  const parts = [['symbols', showSymbols], ['prices', showPrices], ['bots', showBots], ['portfolio', showPortfolio],
    ['feeds', showFeeds]].map(async ([path, show]) => show((await get(path)).items));
  const results = await Promise.allSettled(parts);
  state.refreshing = false;
  if (results.some(result => result.status === 'rejected')) refreshSoon(5 * REFRESH_MILLIS);
  else if (state.wanted) refreshSoon();
}

let refreshTimer = 0;
function refreshSoon(millis = REFRESH_MILLIS) {
  if (!refreshTimer) refreshTimer = setTimeout(() => { refreshTimer = 0; refresh(); }, millis);
}

function showSymbols(rules) {
  for (const rule of rules) {
    const tick = trimmed(rule.tickSize);
    state.decimals.set(rule.symbol, tick.includes('.') ? tick.split('.')[1].length : 0);
    marketRow(rule.symbol);
    if (state.prices.has(rule.symbol)) changed(rule.symbol);
  }
}

function showPrices(entries) {
  for (const entry of entries) if (entry.price) onPrice(entry.price);
}

function showPortfolio(accounts) {
  let open = 0;
  for (const account of accounts) {
    open += account.openPositions;
    const digits = places(account.currency);
    const profit = subtract(account.equity, account.initialCash);
    const [value, sub] = kpi(account.account, 'Equity ' + account.account + ', ' + account.currency);
    put(value, money(account.equity, digits));
    put(sub, 'profit ' + short(profit, account.currency), 'sub ' + sign(profit));
  }
  put(el('kpi-positions'), grouped.format(open));
  put(el('kpi-positions-sub'), accounts.map(a => a.openPositions + ' ' + a.account).join(', ') || '\u00a0');
}

/** Difference of two decimal strings, exact. */
function subtract(left, right) {
  const scale = Math.max(...[left, right].map(text => (text.split('.')[1] || '').length));
  const units = text => {
    const [whole, fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(scale, '0'));
  };
  const difference = units(left) - units(right);
  const digits = String(difference < 0n ? -difference : difference).padStart(scale + 1, '0');
  return (difference < 0n ? '-' : '') + digits.slice(0, digits.length - scale) + (scale ? '.' + digits.slice(-scale) : '');
}

/** Returns the card of an account: the first free one of the page, so that nothing moves, or a new one. */
function kpi(account, label) {
  const cards = [...document.querySelectorAll('.kpi.account')];
  let card = cards.find(c => c.dataset.account === account) || cards.find(c => !c.dataset.account);
  if (!card) {
    card = create('div', 'kpi account', create('dt'), create('dd'), create('dd', 'sub', '\u00a0'));
    cards[cards.length - 1].after(card);
  }
  card.dataset.account = account;
  put(card.querySelector('dt'), label);
  return card.querySelectorAll('dd');
}

const STATUS = {RUNNING: 'good', STARTING: 'warn', PAUSED: 'warn', FAILED: 'bad', STOPPED: ''};

function showBots(bots) {
  const ids = new Set(bots.map(bot => bot.id));
  if (state.bots.size !== ids.size || bots.some(bot => !state.bots.has(bot.id))) {
    state.bots = new Map(bots.map(bot => [bot.id, botRow(bot)]));
    el('bots').replaceChildren(...[...state.bots.values()].map(row => row.node));
  }
  for (const bot of bots) fillBot(state.bots.get(bot.id), bot);
  const running = bots.filter(bot => bot.status === 'RUNNING').length;
  put(el('kpi-bots'), running + ' of ' + bots.length);
  const failures = bots.reduce((sum, bot) => sum + bot.failures, 0);
  put(el('kpi-bots-sub'), failures ? failures + ' failures' : 'no failures', 'sub' + (failures ? ' neg' : ''));
  put(el('bots-count'), bots.length + (bots.length === 1 ? ' bot' : ' bots'));
}

function botRow(bot) {
  const cells = ['', 'muted', 'muted', '', '', 'num', 'num', 'signal muted'].map(name => create('td', name));
  const status = create('span', 'tag');
  cells[4].append(status);
  return {node: create('tr', '', ...cells), cells, status, count: 0};
}

function fillBot(row, bot) {
  const {cells, status} = row;
  put(cells[0], bot.id);
  put(cells[1], bot.symbol);
  put(cells[2], bot.interval);
  put(cells[3], bot.strategy);
  cells[3].title = bot.rule || '';
  put(status, bot.status.toLowerCase(), 'tag ' + (STATUS[bot.status] || ''));
  status.title = bot.reason;
  put(cells[5], Number(bot.position) ? trimmed(bot.position) : '–', Number(bot.position) ? 'num' : 'num muted');
  put(cells[6], Number(bot.realised) ? short(bot.realised, quoteOf(bot.symbol)) : '–', 'num ' + sign(bot.realised));
  row.count = bot.signals;
  showSignal(bot.id);
}

/** The last signal that came while the page was open; before the first, how many there were. */
function showSignal(bot) {
  const signal = state.signals.get(bot);
  const row = state.bots.get(bot);
  if (!row) return;
  const text = signal
    ? clock(signal.time) + ' ' + signal.action.toLowerCase() + ': ' + signal.reason
    : row.count ? row.count + ' so far' : '–';
  put(row.cells[7], text);
  row.cells[7].title = signal ? signal.reason : '';
}

// ---- prices: drawn at most once per frame

function onPrice(update) {
  const before = state.prices.get(update.symbol);
  if (before && before.publishedMicros > update.publishedMicros) return;
  state.prices.set(update.symbol, update);
  changed(update.symbol);
}

function changed(symbol) {
  if (!state.changed.size) requestAnimationFrame(draw);
  state.changed.add(symbol);
}

function draw() {
  for (const symbol of state.changed) drawPrice(symbol, state.prices.get(symbol));
  state.changed.clear();
}

function marketRow(symbol) {
  let row = state.rows.get(symbol);
  if (!row) {
    const cells = ['', 'num price', 'num price', 'num muted spread'].map(name => create('td', name));
    put(cells[0], symbol);
    row = {node: create('tr', '', ...cells), cells, bid: 0, tint: 0};
    state.rows.set(symbol, row);
    markRow(symbol, row.node);
    const sorted = [...state.rows.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, r]) => r.node);
    el('market').replaceChildren(...sorted);
    put(el('market-count'), sorted.length + ' symbols');
  }
  return row;
}

function drawPrice(symbol, update) {
  const row = marketRow(symbol);
  put(row.cells[1], price(symbol, update.bid));
  put(row.cells[2], price(symbol, update.ask));
  const spread = update.bid > 0 && update.ask > 0 ? (update.ask / update.bid - 1) * 10_000 : NaN;
  put(row.cells[3], spread >= 0 ? spread.toFixed(1) + ' bp' : '–');
  if (row.bid && update.bid !== row.bid) tint(row, update.bid > row.bid ? 'up' : 'down');
  row.bid = update.bid;
}

function tint(row, direction) {
  row.node.classList.remove('up', 'down');
  row.node.classList.add(direction);
  clearTimeout(row.tint);
  row.tint = setTimeout(() => row.node.classList.remove('up', 'down'), TINT_MILLIS);
}

// ---- events

const TONE = {
  OrderFilled: 'good', PositionOpened: 'good', RiskRejected: 'warn', OrderRejected: 'bad', OrderCancelled: 'warn',
  BotFailed: 'bad', CircuitBreakerFired: 'bad', CircuitBreakerReset: 'good', TradingStateChanged: 'warn', FeedStatusChanged: 'warn'
};

const TEXT = {
  CandleClosed: e => e.symbol + ' ' + e.interval + ' closed at ' + price(e.symbol, e.candle.close),
  FeedStatusChanged: e => [e.feed, e.status.toLowerCase(), ...e.symbols, e.stream || ''].join(' ').trim() + ', ' + e.detail,
  BotStatusChanged: e => e.bot + ' ' + e.status.toLowerCase() + ', ' + e.reason,
  BotFailed: e => e.bot + ' ' + e.error,
  SignalGenerated: e => e.bot + ' ' + e.action.toLowerCase() + ' ' + e.symbol + ', ' + e.reason,
  RiskApproved: e => e.bot + ' ' + order(e),
  RiskRejected: e => e.bot + ' ' + order(e) + ', ' + e.reason + ' ' + e.detail,
  OrderPlaced: e => e.bot + ' ' + order(e) + resting(e),
  OrderFilled: e => e.bot + ' ' + order(e) + ', fee ' + trimmed(e.fee),
  OrderCancelled: e => e.bot + ' ' + e.symbol + ', ' + e.reason,
  OrderRejected: e => e.bot + ' ' + e.symbol + ', ' + e.reason,
  PositionOpened: e => e.bot + ' ' + trimmed(e.quantity) + ' ' + e.symbol + ' at ' + trimmed(e.entryPrice),
  PositionClosed: e => e.bot + ' ' + e.symbol + ' ' + short(e.realised, quoteOf(e.symbol)) + ', ' + e.reason,
  EquitySnapshotTaken: e => (e.bot || e.account) + ' ' + money(e.equity, places(e.currency)) + ' ' + e.currency,
  CircuitBreakerFired: e => e.breaker + ' ' + trimmed(e.value) + ' beyond ' + trimmed(e.limit),
  CircuitBreakerReset: e => e.breaker + ', ' + e.reason,
  TradingStateChanged: e => e.account + ' ' + e.from + ' to ' + e.to + ', ' + e.reason
};
// What the market makes of an order that waits for its price.
const resting = e => ({
  LIMIT: ', limit ' + trimmed(e.limitPrice) + (e.timeInForce === 'GTC' ? '' : ' ' + e.timeInForce),
  STOP: ', stop ' + trimmed(e.stopPrice)
})[e.orderType] || '';
const order = e => e.side.toLowerCase() + ' ' + trimmed(e.quantity) + ' ' + e.symbol + ' at ' + trimmed(e.price);

// These change what REST told: ask again, soon and not for each.
const REFRESHING = new Set([
  'BotStatusChanged', 'BotFailed', 'OrderFilled', 'PositionOpened', 'PositionClosed', 'EquitySnapshotTaken', 'FeedStatusChanged'
]);

function onEvent(event) {
  if (event.type === 'SignalGenerated') { state.signals.set(event.bot, event); showSignal(event.bot); }
  if (event.type === 'OrderPlaced') state.orders++;
  if (event.type === 'RiskRejected') state.refused++;
  if (event.type === 'FeedStatusChanged') onFeedStatus(event);
  if (REFRESHING.has(event.type)) refreshSoon();
  // Snapshots of bots come 45 at a time and say what the table says.
  if (event.type === 'EquitySnapshotTaken' && event.bot) return;
  state.events.unshift(event);
  if (state.events.length > MAX_EVENTS) state.events.length = MAX_EVENTS;
  listSoon();
}

let listing = false;
function listSoon() {
  if (listing) return;
  listing = true;
  requestAnimationFrame(() => { listing = false; list(); });
}

function list() {
  put(el('kpi-orders'), grouped.format(state.orders));
  put(el('kpi-orders-sub'), state.refused ? state.refused + ' refused by risk' : 'none refused by risk');
  if (state.paused) return;
  const shown = state.events.filter(event => !state.filter || event.type === state.filter).slice(0, MAX_ROWS);
  el('events').replaceChildren(...(shown.length ? shown.map(eventRow) : [create('li', 'empty', state.filter ? 'nothing of this type yet' : 'nothing has happened yet')]));
}

const eventRows = new WeakMap();
function eventRow(event) {
  let row = eventRows.get(event);
  if (!row) {
    const text = (TEXT[event.type] || (() => ''))(event);
    const time = create('time', '', clock(event.time));
    time.dateTime = event.time;
    row = create('li', '', time, create('span', 'what ' + (TONE[event.type] || ''), create('b', '', event.type), ' ' + text));
    row.title = text;
    eventRows.set(event, row);
  }
  return row;
}

// ---- the stream

function connect() {
  const source = new EventSource('/api/v1/events');
  source.onopen = () => {
    state.connected = true;
    state.heard = Date.now();
    refresh(); // what happened meanwhile was not heard
    status();
  };
  source.onerror = () => {
    state.connected = false;
    status();
    // A refusal (all connections taken) ends an EventSource for good: try again ourselves.
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(connect, 4_000 + Math.random() * 3_000);
    }
  };
  source.addEventListener('PriceUpdated', message => { heard(); onPrice(JSON.parse(message.data)); });
  for (const type of Object.keys(TEXT)) {
    source.addEventListener(type, message => { heard(); onEvent(JSON.parse(message.data)); });
  }
  source.addEventListener('dropped', () => { heard(); refreshSoon(); });
}

function heard() {
  state.heard = Date.now();
}

function status() {
  const silent = Date.now() - state.heard;
  const stale = !state.connected || silent > STALE_MILLIS;
  el('stream').dataset.state = !state.connected ? 'bad' : stale ? 'wait' : 'good';
  put(el('stream-text'), !state.connected ? 'reconnecting' : stale ? 'silent' : 'live');
  document.body.classList.toggle('stale', stale);
  const banner = el('banner');
  const text = !state.connected
    ? 'The connection is lost. Trying again; what you see is from ' + new Date(state.heard).toISOString().slice(11, 19) + '.'
    : stale ? 'Nothing has come for ' + Math.round(silent / 1000) + ' s. Prices may be old.' : '';
  banner.hidden = !text;
  if (banner.textContent !== text) banner.replaceChildren(...(text ? [create('p', '', text)] : []));
}

// ---- start

for (const type of Object.keys(TEXT)) el('type').append(create('option', '', type));
el('type').addEventListener('change', () => { state.filter = el('type').value; state.paused ? setPaused(false) : list(); });
el('pause').addEventListener('click', () => setPaused(!state.paused));

function setPaused(paused) {
  state.paused = paused;
  el('pause').setAttribute('aria-pressed', String(paused));
  put(el('pause'), paused ? 'Resume' : 'Pause');
  list();
}

setInterval(status, 1_000);
setInterval(refresh, 30_000);
list();
connect();
