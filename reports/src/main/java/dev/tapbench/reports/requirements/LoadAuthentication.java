package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.LoadRequest.load;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.List;
import java.util.Optional;

/** L-08 to L-11: the card authenticates its issuer, proves it, and only then the PIN is asked for, and only then the third tap. */
final class LoadAuthentication {
    private LoadAuthentication() {}

    static List<Predicate> all() {
        return List.of(
                load(
                        "L-08",
                        LoadAuthentication::handoverMissing,
                        load -> otherCardPresented(load) ? "" : strangeAnswerUnattempted(load),
                        load -> answerWentAstray(load)
                                ? "the issuer's answer went to another card than the one that had asked for it"
                                : strangeAnswerAccepted(load)),
                load(
                        "L-09",
                        LoadAuthentication::proofMissing,
                        LoadAuthentication::strangeAnswerUnattempted,
                        LoadAuthentication::wentOnWithoutProof),
                load(
                        "L-10",
                        LoadAuthentication::pinMissing,
                        LoadAuthentication::silenceUnattempted,
                        LoadAuthentication::pinWithoutPrompt),
                load(
                        "L-11",
                        LoadAuthentication::thirdTapMissing,
                        LoadAuthentication::tapWithoutPinUnattempted,
                        LoadAuthentication::verifiedTooEarly));
    }

    private static String handoverMissing(Load load) {
        Optional<At<MessagePassed>> approval = load.approval();
        Optional<Exchange> first = load.first();
        if (first.isEmpty() || approval.isEmpty()) {
            return "there is no tap 1 with an approval that the terminal found genuine";
        }
        Optional<Bytes> authentication = Load.authentication(approval.get().event());
        Optional<Exchange> handed = load.seconds().stream()
                .filter(e -> e.index() > approval.get().index() && !e.sameTap(first.get()))
                .filter(e -> Optional.of(e.issuerAuthentication()).equals(authentication))
                .findFirst();
        if (handed.isEmpty()) {
            return "the issuer's authentication data (91) of this load did not reach the card at a second tap";
        }
        return handed.get().gave(CryptogramType.TC) && authenticated(handed.get())
                ? ""
                : "the card did not say that it authenticated the issuer";
    }

    /** CVR byte 1: issuer authentication was performed and did not fail (EMV Book 3, C9.3). */
    private static boolean authenticated(Exchange second) {
        Optional<Cvr> cvr = second.iad().map(Iad::cvr);
        return cvr.isPresent()
                && !cvr.get().has(Cvr.Bit.ISSUER_AUTHENTICATION_NOT_PERFORMED)
                && !cvr.get().has(Cvr.Bit.ISSUER_AUTHENTICATION_FAILED);
    }

    private static boolean another(Exchange exchange, Exchange first) {
        return exchange.apdu().reader().equals(first.apdu().reader())
                && !exchange.apdu().card().equals(first.apdu().card());
    }

    private static boolean otherCardPresented(Load load) {
        return load.first()
                .filter(first -> load.span()
                        .after(first.index())
                        .exchange(e -> another(e, first))
                        .isPresent())
                .isPresent();
    }

    private static boolean answerWentAstray(Load load) {
        return load.first()
                .filter(first -> load.seconds().stream().anyMatch(e -> another(e, first)))
                .isPresent();
    }

    private static String strangeAnswerUnattempted(Load load) {
        return load.seconds().stream()
                        .anyMatch(
                                e -> e.asksForCertificate() && (!load.own(e.issuerAuthentication()) || foundStrange(e)))
                ? ""
                : "the card was handed no authentication data but its own load's";
    }

    /** What was changed before it came to the terminal is the load's own there: only the card can tell. */
    private static boolean foundStrange(Exchange second) {
        return second.iad()
                .map(Iad::cvr)
                .filter(cvr -> cvr.has(Cvr.Bit.ISSUER_AUTHENTICATION_FAILED))
                .isPresent();
    }

    private static String strangeAnswerAccepted(Load load) {
        for (Exchange second : load.seconds()) {
            boolean approves = second.issuerAuthentication().length() >= 6
                    && (second.issuerAuthentication().at(5) & 0x80) != 0;
            if (second.gave(CryptogramType.TC) && !(load.own(second.issuerAuthentication()) && approves)) {
                return "the card gave a TC for authentication data that is not an approval of this load";
            }
        }
        return "";
    }

    private static String proofMissing(Load load) {
        Optional<Exchange> certificate = load.certificate();
        if (certificate.isEmpty()) {
            return "the card gave no TC at the second tap";
        }
        if (!authenticated(certificate.get())) {
            return "the card's TC does not say that it authenticated the issuer";
        }
        if (certificate.get().tag(Tags.SDAD).isEmpty()) {
            return "the card's TC is not signed (9F4B), so the terminal cannot tell whose it is";
        }
        return load.span()
                        .after(certificate.get().index())
                        .decided(Party.TERMINAL, Decision.OFFLINE_DATA_AUTHENTICATED, true)
                        .isPresent()
                ? ""
                : "the terminal did not verify the signature over the TC";
    }

    private static String wentOnWithoutProof(Load load) {
        for (Exchange second : load.seconds()) {
            if (second.gave(CryptogramType.TC) && !authenticated(second)) {
                return "the card gave a TC without having authenticated the issuer";
            }
        }
        int proven = load.certificate().map(Exchange::index).orElse(Integer.MAX_VALUE);
        boolean asked = load.span().prompts(Prompt.ENTER_PIN).stream().anyMatch(p -> p.index() < proven);
        return asked ? "the PIN was asked for before the card had given its TC" : "";
    }

    private static String pinMissing(Load load) {
        Optional<Exchange> certificate = load.certificate();
        if (certificate.isEmpty()) {
            return "the card gave no TC at the second tap";
        }
        Optional<At<Prompted>> prompt =
                load.span().after(certificate.get().index()).prompt(Prompt.ENTER_PIN);
        if (prompt.isEmpty()) {
            return "no PIN prompt was shown after the card's TC";
        }
        return load.span().after(prompt.get().index()).entry(Entered.Entry.PIN).isPresent()
                ? ""
                : "the terminal took no PIN after its prompt";
    }

    private static String silenceUnattempted(Load load) {
        return load.span().prompt(Prompt.ENTER_PIN).isPresent() && load.pin().isEmpty()
                ? ""
                : "there is no PIN prompt that nobody answered";
    }

    private static String pinWithoutPrompt(Load load) {
        if (load.pin().isEmpty()) {
            return load.verifies().isEmpty() ? "" : "a PIN went to the card although nobody had entered one";
        }
        return load.span()
                        .before(load.pin().get().index())
                        .prompt(Prompt.ENTER_PIN)
                        .isPresent()
                ? ""
                : "the terminal took a PIN without having asked for it";
    }

    private static String thirdTapMissing(Load load) {
        Optional<At<Entered>> pin = load.pin();
        Optional<Exchange> certificate = load.certificate();
        if (pin.isEmpty() || certificate.isEmpty()) {
            return "no PIN was taken after a TC of the card";
        }
        Optional<At<Prompted>> prompt = load.span().after(pin.get().index()).prompt(Prompt.PRESENT_CARD_AGAIN);
        if (prompt.isEmpty()) {
            return "the terminal did not prompt for the card after it had taken the PIN";
        }
        Optional<At<LinkOpened>> tap =
                load.span().after(prompt.get().index()).taps().stream().findFirst();
        if (tap.isEmpty()) {
            return "there is no third tap after the third prompt";
        }
        return load.verifies().stream().anyMatch(v -> v.index() > tap.get().index() && !v.sameTap(certificate.get()))
                ? ""
                : "the PIN did not go to the card at a third tap";
    }

    /** A tap between the prompt for the PIN and the PIN; a terminal that does not look at the card then prompts for the PIN again. */
    private static String tapWithoutPinUnattempted(Load load) {
        Optional<At<Prompted>> prompt = load.span().prompt(Prompt.ENTER_PIN);
        if (prompt.isEmpty()) {
            return "the PIN was not asked for";
        }
        int pin = load.pin().map(At::index).orElse(load.span().to());
        Span between = load.span().after(prompt.get().index()).before(pin);
        return between.taps().isEmpty() && between.prompt(Prompt.ENTER_PIN).isEmpty()
                ? "the card was not presented before the PIN was entered"
                : "";
    }

    private static String verifiedTooEarly(Load load) {
        int pin = load.pin().map(At::index).orElse(Integer.MAX_VALUE);
        for (Exchange verify : load.verifies()) {
            if (verify.index() < pin) {
                return "a PIN was verified before the terminal had taken it";
            }
            if (load.seconds().stream().anyMatch(verify::sameTap)) {
                return "the PIN went to the card at the tap of its TC";
            }
        }
        int proven = load.certificate().map(Exchange::index).orElse(Integer.MAX_VALUE);
        for (At<Prompted> again : load.promptsForNextTap()) {
            Span before = load.span().before(again.index());
            int asked =
                    Span.last(before.prompts(Prompt.ENTER_PIN)).map(At::index).orElse(-1);
            int taken = Span.last(before.of(Entered.class, e -> e.entry() == Entered.Entry.PIN))
                    .map(At::index)
                    .orElse(-1);
            boolean third = again.index() > proven;
            if (asked > taken || (third && taken < proven)) {
                return "the terminal prompted for the third tap before it had taken the PIN";
            }
        }
        return "";
    }
}
