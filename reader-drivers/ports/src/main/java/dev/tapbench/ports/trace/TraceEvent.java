package dev.tapbench.ports.trace;

/** One thing that happened. Events hold the clear values; sinks mask before they write. */
public sealed interface TraceEvent
        permits LinkOpened,
                LinkClosed,
                PowerLost,
                ApduExchanged,
                HsmCalled,
                MessagePassed,
                Prompted,
                Entered,
                Decided {}
