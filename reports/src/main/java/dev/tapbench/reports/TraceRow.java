package dev.tapbench.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of trace/ID.ndjson: an event, masked. Absent parts do not apply to the type.
 *
 * @param seq ordinal in the scenario, from 1 without gaps
 * @param t when it was recorded
 * @param type apdu, link-opened, link-closed, power-lost, hsm, message, prompt, entry, decision
 * @param step the step or hook in which it happened
 * @param who who acted, for people: {@code terminal}, {@code terminal to issuer}, a reader's name
 * @param text what happened, in one line for people
 * @param tap ordinal of the activation on that reader
 * @param command C-APDU in hexadecimal, an asterisk for each secret digit
 * @param response R-APDU likewise, status word included
 * @param micros how long the card took, in microseconds
 * @param decoded every byte of command and response named
 * @param fields of a message, or what an HSM was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TraceRow(
        int seq,
        Instant t,
        String type,
        String step,
        String who,
        String text,
        @Nullable Integer tap,
        @Nullable String command,
        @Nullable String response,
        @Nullable Long micros,
        @Nullable Decoded decoded,
        @Nullable Map<String, String> fields) {

    /**
     * An exchange in words.
     *
     * @param name of the command: {@code GENERATE AC}
     * @param clause where it is specified
     * @param status what the status word means
     */
    public record Decoded(String name, String clause, String status, List<Node> command, List<Node> response) {}

    /**
     * Some bytes in words.
     *
     * @param bytes in hexadecimal, an asterisk for each secret digit
     * @param meaning what the value says; empty where the name says all, or where it is secret
     * @param known whether the specification or the dictionary names it
     */
    public record Node(String name, String clause, String bytes, String meaning, boolean known, List<Node> children) {}
}
