package io.tickmesh.mesh.latency;

/// A leg of the way from the exchange to the browser.
public enum Stage {
    /// From the exchange's event time to the socket read. Includes the difference of the two clocks.
    EXCHANGE_TO_RECEIVED,
    /// From the socket read to the publication of the price.
    RECEIVED_TO_PUBLISHED,
    /// From the publication of the candle or price to the signal it caused.
    PUBLISHED_TO_SIGNAL,
    /// From the signal to risk's answer.
    SIGNAL_TO_RISK_ANSWER,
    /// From risk's answer to the fill.
    RISK_ANSWER_TO_FILL,
    /// From the publication of a signal to the write into the SSE connections.
    SIGNAL_TO_SSE_WRITE,
    /// From the publication of any event to the write into the SSE connections.
    EVENT_TO_SSE_WRITE
}
