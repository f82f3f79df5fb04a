package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** C-01: what a cryptogram's card verification results say of it and of its transaction, against what the trace has of both. */
final class CardResults {
    private static final int RESPONSE_CODE_AT = 29;
    private static final int ISSUER_AUTHENTICATION_AT = 31;
    private static final Bytes UNABLE_APPROVED = Bytes.hex("5933");
    private static final Bytes UNABLE_DECLINED = Bytes.hex("5A33");

    private CardResults() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "C-01",
                "cryptogram with card verification results",
                CardResults::cryptograms,
                story -> "",
                story -> "",
                CardResults::contradiction));
    }

    /**
     * One cryptogram.
     *
     * @param ac the GENERATE AC that it answers
     * @param before what was sent to the card before, in the same activation
     */
    private record Story(Exchange ac, CryptogramType type, Cvr cvr, List<Exchange> before) {
        boolean says(Cvr.Bit bit) {
            return cvr.has(bit);
        }
    }

    private static List<Story> cryptograms(List<TraceEvent> events) {
        List<Story> stories = new ArrayList<>();
        List<Exchange> all = new Span(events, 0, events.size()).exchanges(e -> true);
        for (Exchange ac : all) {
            Optional<Iad> iad = ac.ins() == Exchange.GENERATE_AC ? ac.iad() : Optional.empty();
            Optional<CryptogramType> type = ac.cryptogram();
            if (iad.isPresent() && type.isPresent()) {
                List<Exchange> before = all.stream()
                        .filter(e -> e.index() < ac.index() && e.sameTap(ac))
                        .toList();
                stories.add(new Story(ac, type.get(), iad.get().cvr(), before));
            }
        }
        return stories;
    }

    private static String contradiction(Story story) {
        return List.of(cryptograms(story), signature(story), dynamicAuthentication(story), pin(story), online(story))
                .stream()
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> "the CVR " + story.cvr() + " of " + story.type() + " " + found)
                .orElse("");
    }

    /** Byte 1 b8-b5. */
    private static String cryptograms(Story story) {
        try {
            Optional<CryptogramType> second = story.cvr().secondCryptogram();
            CryptogramType first = story.cvr().firstCryptogram();
            if (story.ac().first() && (second.isPresent() || first != story.type())) {
                return "says that the first cryptogram was " + first
                        + second.map(s -> ", and the second, which nobody asked for, " + s)
                                .orElse("");
            }
            if (story.ac().second() && (first != CryptogramType.ARQC || !second.equals(Optional.of(story.type())))) {
                return "says that the first cryptogram was " + first
                        + second.map(s -> ", and the second " + s).orElse(", and that there was no second");
            }
            return "";
        } catch (EmvDataException reserved) {
            return "has a code that is reserved: " + reserved.getMessage();
        }
    }

    private static String signature(Story story) {
        return differs(story, Cvr.Bit.CDA_PERFORMED, story.ac().tag(Tags.SDAD).isPresent());
    }

    private static String dynamicAuthentication(Story story) {
        return differs(
                story,
                Cvr.Bit.DDA_PERFORMED,
                story.before().stream().anyMatch(e -> e.ins() == Exchange.INTERNAL_AUTHENTICATE && e.ok()));
    }

    /** The PIN that was compared in this activation; a phone's was compared before, and armed this transaction. */
    private static String pin(Story story) {
        Optional<Exchange> compared = Span.last(story.before().stream()
                .filter(e -> e.ins() == Exchange.VERIFY && (e.ok() || (e.statusWord() & 0xFFF0) == 0x63C0))
                .toList());
        if (story.says(Cvr.Bit.CVM_ARMED)) {
            return "";
        }
        String performed = differs(story, Cvr.Bit.OFFLINE_PIN_PERFORMED, compared.isPresent());
        boolean wrong = compared.filter(e -> !e.ok()).isPresent();
        return performed.isEmpty() ? differs(story, Cvr.Bit.OFFLINE_PIN_FAILED, wrong) : performed;
    }

    /** What the terminal heard, or said that it did not hear, before a second cryptogram. */
    private static String online(Story story) {
        if (!story.ac().second()) {
            return differs(story, Cvr.Bit.UNABLE_TO_GO_ONLINE, false);
        }
        Bytes code = story.ac().data().slice(RESPONSE_CODE_AT, ISSUER_AUTHENTICATION_AT);
        boolean unable = code.equals(UNABLE_APPROVED) || code.equals(UNABLE_DECLINED);
        if (story.says(Cvr.Bit.ISSUER_AUTHENTICATION_FAILED)
                && story.says(Cvr.Bit.ISSUER_AUTHENTICATION_NOT_PERFORMED)) {
            return "says that issuer authentication failed, and that there was none";
        }
        return differs(story, Cvr.Bit.UNABLE_TO_GO_ONLINE, unable && story.ac().secondOfPurchase());
    }

    private static String differs(Story story, Cvr.Bit bit, boolean happened) {
        if (story.says(bit) == happened) {
            return "";
        }
        return (happened ? "does not say: " : "says: ")
                + bit.meaning()
                + (happened ? ", which happened" : ", which did not happen");
    }
}
