package dev.tapbench.emv.calc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an answer is right. */
class KnownAnswerTest {
    private static final Operation OPERATION = Operation.named("test", "Gives one of everything.", "none")
            .takes(Key.context("why", "free text"))
            .gives("all", "see below")
            .computed((in, out) -> out.give("bytes", Bytes.hex("0AFF"))
                    .give("key", new Answer.TdesKey(Bytes.hex("0123456789ABCDEF")))
                    .give("text", "Signature")
                    .give("number", 100000L)
                    .give("yes", true)
                    .give("list", List.of(List.of(Bytes.hex("9F02"), 6)))
                    .give("map", Map.of("aid", Bytes.hex("A0"), "label", "CB")));

    private static KnownAnswer.Outcome expecting(Map<String, Object> expected) {
        return new KnownAnswer("id", OPERATION, Map.of(), expected).check(SoftwareHsm::new);
    }

    private static void right(String name, Object value) {
        assertThat(expecting(Map.of(name, value)).differences()).isEmpty();
    }

    private static void wrong(String name, Object value) {
        KnownAnswer.Outcome outcome = expecting(Map.of(name, value));
        assertThat(outcome.status()).isEqualTo(KnownAnswer.Status.FAILED);
        assertThat(outcome.differences()).singleElement().asString().contains(name, String.valueOf(value));
    }

    @Test
    void hexadecimalIsEqualWhateverItsCase() {
        right("bytes", "0aff");
        right("bytes", "0AFF");
        wrong("bytes", "0AFE");
        wrong("bytes", "0AFF00");
    }

    @Test
    void textIsNot() {
        right("text", "Signature");
        wrong("text", "signature");
    }

    @Test
    void tripleDesKeysAreEqualWhateverTheirParity() {
        right("key", "0022446688AACCEE");
        right("key", "0123456789abcdef");
        wrong("key", "0323456789ABCDEF");
        wrong("key", "no key");
        wrong("bytes", "0BFF");
    }

    @Test
    void numbersAndTruthValuesAreEqualToTheirOwnKindOnly() {
        right("number", 100_000);
        wrong("number", 100_001);
        wrong("number", "100000");
        right("yes", true);
        wrong("yes", false);
        wrong("yes", "true");
    }

    @Test
    void listsAreEqualWholeMapsByTheNamesExpected() {
        right("list", List.of(List.of("9F02", 6)));
        wrong("list", List.of());
        wrong("list", List.of(List.of("9F02", 6), List.of("9A", 3)));
        wrong("list", List.of(List.of("9F02", 7)));
        right("map", Map.of("label", "CB"));
        wrong("map", Map.of("label", "VISA"));
        wrong("map", Map.of("priority", 1));
    }

    @Test
    void whatIsNotGivenFails() {
        wrong("missing", "00");
        wrong("error", true);
        assertThat(expecting(Map.of()).status()).isEqualTo(KnownAnswer.Status.FAILED);
    }

    @Test
    void everyExpectedNameCounts() {
        KnownAnswer.Outcome outcome = expecting(Map.of("bytes", "0AFF", "text", "other", "missing", 1));
        assertThat(outcome.differences()).hasSize(2);
    }

    private static KnownAnswer.Outcome refusing(Map<String, Object> expected) {
        Operation refuses = Operation.named("test", "Refuses.", "none")
                .gives("nothing", "at all")
                .computed(
                        (in, out) -> out.give("x", Tlv.parseAll(Bytes.hex("9C")).size()));
        return new KnownAnswer("id", refuses, Map.of(), expected).check(SoftwareHsm::new);
    }

    @Test
    void refusedDataIsRightWhereItIsExpectedAndForThatReason() {
        assertThat(refusing(Map.of("error", true)).status()).isEqualTo(KnownAnswer.Status.PASSED);
        assertThat(refusing(Map.of("error", "len")).status()).isEqualTo(KnownAnswer.Status.PASSED);
        assertThat(refusing(Map.of("rejected", true)).status()).isEqualTo(KnownAnswer.Status.PASSED);
        assertThat(refusing(Map.of("error", "tag")).status()).isEqualTo(KnownAnswer.Status.FAILED);
        assertThat(refusing(Map.of("error", false)).status()).isEqualTo(KnownAnswer.Status.FAILED);
        KnownAnswer.Outcome outcome = refusing(Map.of("x", 1));
        assertThat(outcome.status()).isEqualTo(KnownAnswer.Status.FAILED);
        assertThat(outcome.differences()).last().asString().contains("BER-TLV broken at byte 1");
    }

    @Test
    void whatIsNotComputedHereIsUnsupportedWithItsReason() {
        Operation unsupported = Operation.named("test", "Is not made.", "none")
                .gives("nothing", "at all")
                .computed((in, out) -> {
                    throw new UnsupportedComputation("it is secret");
                });
        KnownAnswer.Outcome outcome =
                new KnownAnswer("id", unsupported, Map.of(), Map.of("x", 1)).check(SoftwareHsm::new);
        assertThat(outcome.status()).isEqualTo(KnownAnswer.Status.UNSUPPORTED);
        assertThat(outcome.differences()).containsExactly("it is secret");
    }
}
