package dev.tapbench.parties.terminal;

import dev.tapbench.ports.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * What a terminal is set up with.
 *
 * @param terminalId DE41, 8 characters
 * @param merchantId DE42, up to 15 characters
 * @param acquirerId DE32, up to 11 digits
 * @param countryCode ISO 3166-1 numeric, 9F1A
 * @param terminalType 9F35 (EMV Book 4, Annex A1), 0 to 99
 * @param aids what it accepts, by complete or partial name (EMV Book 1, 12.3)
 * @param caKeyIndex 8F: which key of the certification authority it holds
 * @param pinLife how long the PIN pad keeps a PIN
 */
public record TerminalConfig(
        String terminalId,
        String merchantId,
        String acquirerId,
        int countryCode,
        int terminalType,
        List<Bytes> aids,
        int caKeyIndex,
        Duration pinLife) {
    public TerminalConfig {
        aids = List.copyOf(aids);
        if (terminalId.length() != 8 || merchantId.isEmpty() || merchantId.length() > 15) {
            throw new IllegalArgumentException("a terminal id has 8 characters and a merchant id up to 15, not '"
                    + terminalId + "' and '" + merchantId + "'");
        }
    }

    /** An attended terminal, offline with online capability (9F35 = 22), with our AID and PINs kept for 45 seconds. */
    public static TerminalConfig of(String terminalId, int countryCode, int caKeyIndex) {
        return new TerminalConfig(
                terminalId,
                "TAPBENCH SHOP",
                "99990",
                countryCode,
                22,
                List.of(Bytes.hex("F0544150011010")),
                caKeyIndex,
                Duration.ofSeconds(45));
    }
}
