package dev.tapbench.reports.requirements;

/**
 * An event and its place in the trace.
 *
 * @param index from 0
 */
record At<T>(int index, T event) {}
