package dev.tapbench.reports.requirements;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import java.util.List;

/** T-04: an issuer's commands reach the card with its answer, and after one that fails the card takes no other. */
final class IssuerCommands {
    private IssuerCommands() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "T-04",
                "purchase that went online",
                Payment::onlinePurchases,
                IssuerCommands::deliveryMissing,
                IssuerCommands::failureMissing,
                IssuerCommands::takenAfterFailure));
    }

    /** The commands in templates 71 and 72 of the issuer's answer, as the terminal received them. */
    private static List<Bytes> sent(Span span) {
        return Payment.answer(span)
                .flatMap(Load::chipData)
                .map(IssuerCommands::commands)
                .orElse(List.of());
    }

    private static List<Bytes> commands(Bytes chipData) {
        try {
            return Tlv.parseAll(chipData).stream()
                    .filter(object -> object.tag() == Tags.SCRIPT_BEFORE_AC || object.tag() == Tags.SCRIPT_AFTER_AC)
                    .flatMap(template -> template.children().stream())
                    .filter(object -> object.tag() == Tags.SCRIPT_COMMAND)
                    .map(Tlv::value)
                    .toList();
        } catch (ProductException unreadable) {
            return List.of();
        }
    }

    private static List<Exchange> received(Span span) {
        return span.exchanges(Exchange::ofIssuer);
    }

    private static String deliveryMissing(Span span) {
        List<Bytes> sent = sent(span);
        if (sent.isEmpty()) {
            return "the issuer sent no command with its answer";
        }
        List<Bytes> done = received(span).stream()
                .filter(Exchange::ok)
                .map(e -> e.apdu().command())
                .toList();
        return done.equals(sent)
                ? ""
                : "the card carried out " + done.size() + " of the " + sent.size() + " commands, or others";
    }

    private static String failureMissing(Span span) {
        return received(span).stream().allMatch(Exchange::ok) ? "the card refused no command of an issuer" : "";
    }

    private static String takenAfterFailure(Span span) {
        boolean failed = false;
        for (Exchange command : received(span)) {
            if (failed && command.ok()) {
                return "the card carried out a command after one that had failed in the same transaction";
            }
            failed |= !command.ok();
        }
        return "";
    }
}
