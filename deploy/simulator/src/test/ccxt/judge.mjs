// Lets an unmodified ccxt use the exchange at an address, and prints what it came to know: one JSON object per line.
//   node judge.mjs rest http://HOST:PORT
//   node judge.mjs watch http://HOST:PORT SECONDS
import ccxt from 'ccxt';

const SYMBOL = 'BTC/USDT';
const OTHER = 'ETH/USDT';
const BOTH = [SYMBOL, OTHER];
const LEVELS = 100;
const PAUSE_MILLIS = 20;

const [part, address, seconds] = process.argv.slice(2);

// ccxt takes an address with /stream in it for the spot market's, and adds /0, /1, ... to it.
const BARE = '/stream.binance/ws';
const WRAPPED = '/stream';

function client(path) {
    const rest = address + '/api/v3';
    return new ccxt.pro.binance({
        urls: { api: { public: rest, private: rest, ws: { spot: address.replace('http', 'ws') + path } } },
        options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false },
    });
}

function tell(fact, value) {
    process.stdout.write(JSON.stringify({ fact, value }) + '\n');
}

async function askRest() {
    const exchange = client(BARE);
    tell('loadMarkets', await exchange.loadMarkets());
    tell('fetchTime', await exchange.fetchTime());
    tell('fetchOHLCV', await exchange.fetchOHLCV(SYMBOL, '1m', undefined, 100));
    tell('fetchTicker', await exchange.fetchTicker(SYMBOL));
    tell('fetchTickers', await exchange.fetchTickers(BOTH));
    tell('fetchBidsAsks', await exchange.fetchBidsAsks(BOTH));
    tell('fetchOrderBook', await exchange.fetchOrderBook(SYMBOL, LEVELS));
    tell('fetchTrades', await exchange.fetchTrades(SYMBOL, undefined, 50));
    tell('fetchSingleTrades', await exchange.fetchTrades(SYMBOL, undefined, 50, { fetchTradesMethod: 'publicGetTrades' }));
}

async function watchStreams() {
    // The calls for many symbols share their caches with those for one: each kind has its own client.
    const one = client(BARE);
    const many = client(WRAPPED);
    for (const exchange of [one, many]) {
        await exchange.loadHttpProxyAgent(); // without it, ccxt connects to wss only
        await exchange.loadMarkets();
    }
    const end = Date.now() + 1000 * Number(seconds);
    const watched = new Map();
    const asked = new Map();
    const quotes = new Map();

    /** Repeats `step` until the time is up; an error is a fact too. */
    async function repeat(name, step) {
        try {
            while (Date.now() < end) {
                await Promise.race([step(), one.sleep(end - Date.now())]);
            }
        } catch (error) {
            tell('error', name + ': ' + error);
        }
    }
    const follow = (name, watch) => repeat(name, async () => tell(name, await watch()));

    await Promise.all([
        follow('watchTrades', () => one.watchTrades(SYMBOL)),
        follow('watchTicker', () => one.watchTicker(SYMBOL)),
        follow('watchTickers', () => one.watchTickers()), // ccxt reads the list of all only where it is not wrapped
        follow('watchOHLCV', () => one.watchOHLCV(SYMBOL, '1s')),
        follow('watchTradesForSymbols', () => many.watchTradesForSymbols(BOTH)),
        follow('watchFullTicker', () => many.watchTicker(SYMBOL, { name: 'ticker' })),
        // Of messages that come together, these two calls return the first; the others are in the client's cache.
        follow('watchOHLCVForSymbols', async () => {
            await many.watchOHLCVForSymbols(BOTH.map((symbol) => [symbol, '1m']));
            return Object.entries(many.ohlcvs).map(([symbol, bars]) => [symbol, bars['1m']]);
        }),
        follow('watchOrderBookForSymbols', async () => {
            await many.watchOrderBookForSymbols(BOTH);
            return Object.values(many.orderbooks)
                .filter((book) => book.nonce !== undefined)
                .map((book) => [book.symbol, book.bids[0][0], book.asks[0][0]]);
        }),
        repeat('watchBidsAsks', async () => {
            const quote = (await one.watchBidsAsks([SYMBOL]))[SYMBOL];
            quotes.set(Number(quote.info.u), [quote.bid, quote.bidVolume, quote.ask, quote.askVolume]);
        }),
        repeat('watchOrderBook', async () => keep(watched, await one.watchOrderBook(SYMBOL))),
        repeat('fetchOrderBook', async () => {
            keep(asked, await one.fetchOrderBook(SYMBOL, LEVELS));
            await one.sleep(PAUSE_MILLIS);
        }),
    ]);
    tellWhatBothSaw(watched, quotes, asked);
    tell('unWatchTrades', await one.unWatchTrades(SYMBOL));
    tell('unWatchOHLCV', await one.unWatchOHLCV(SYMBOL, '1s'));
    tell('unWatchOrderBook', await one.unWatchOrderBook(SYMBOL));
}

/** Keeps a copy of the best levels: ccxt changes the book that it gave. */
function keep(books, book) {
    const [bids, asks] = [book.bids, book.asks].map((side) => side.slice(0, LEVELS).map((level) => level.slice(0, 2)));
    books.set(book.nonce, { bids, asks });
}

function tellWhatBothSaw(watched, quotes, asked) {
    tell('seen', { books: watched.size, snapshots: asked.size, quotes: quotes.size });
    tell('best', [...watched.values()].map((book) => [book.bids[0][0], book.asks[0][0]]));
    for (const [id, book] of asked) {
        if (watched.has(id)) {
            tell('sameBook', { id, rest: book, watched: watched.get(id) });
        }
        if (quotes.has(id)) {
            tell('sameQuote', { id, rest: [...book.bids[0], ...book.asks[0]], watched: quotes.get(id) });
        }
    }
}

await (part === 'rest' ? askRest() : watchStreams());
process.exit(0);
