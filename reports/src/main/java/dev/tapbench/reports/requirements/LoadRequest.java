package dev.tapbench.reports.requirements;

import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.List;
import java.util.Optional;

/** L-04 to L-07: the card's request goes to its issuer, and only an approval that the terminal can trust brings the second prompt. */
final class LoadRequest {
    private LoadRequest() {}

    static List<Predicate> all() {
        return List.of(
                load(
                        "L-04",
                        LoadRequest::requestMissing,
                        LoadRequest::forgeryUnattempted,
                        LoadRequest::approvedUnproven),
                load("L-05", LoadRequest::deliveryMissing, LoadRequest::lossUnattempted, LoadRequest::misdelivered),
                load(
                        "L-06",
                        LoadRequest::answerMissing,
                        LoadRequest::forgedAnswerUnattempted,
                        LoadRequest::forgedAnswerBelieved),
                load(
                        "L-07",
                        LoadRequest::secondTapMissing,
                        LoadRequest::noApprovalUnattempted,
                        LoadRequest::promptedTooEarly));
    }

    static Predicate load(
            String requirement,
            java.util.function.Function<Load, String> missing,
            java.util.function.Function<Load, String> unattempted,
            java.util.function.Function<Load, String> violation) {
        return new StoryPredicate<>(requirement, "load", Load::all, missing, unattempted, violation);
    }

    private static String requestMissing(Load load) {
        Optional<Exchange> first = load.first();
        if (first.isEmpty() || !first.get().contactless()) {
            return "no GENERATE AC of a load was answered with an ARQC at a tap";
        }
        Optional<At<MessagePassed>> request = load.request();
        if (request.isEmpty()) {
            return "the issuer received no authorization request after the card's ARQC";
        }
        String difference = difference(first.get(), request.get().event());
        if (!difference.isEmpty()) {
            return difference;
        }
        return load.span().after(request.get().index()).decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID).stream()
                        .findFirst()
                        .filter(d -> d.event().positive())
                        .isPresent()
                ? ""
                : "the issuer did not find the request's cryptogram valid";
    }

    /** The request is the card's own where it repeats what only the card said. */
    private static String difference(Exchange first, MessagePassed request) {
        Optional<Bytes> chip = Load.chipData(request);
        if (chip.isEmpty()) {
            return "the authorization request has no chip data (DE55)";
        }
        if (Exchange.find(chip.get(), Tags.APPLICATION_CRYPTOGRAM)
                .filter(c -> c.length() == 8)
                .isEmpty()) {
            return "the authorization request has no cryptogram of 8 bytes (9F26)";
        }
        for (int tag : new int[] {Tags.ATC, Tags.IAD, Tags.APPLICATION_CRYPTOGRAM}) {
            Optional<Bytes> fromCard = first.tag(tag);
            if (fromCard.isPresent() && !Exchange.find(chip.get(), tag).equals(fromCard)) {
                return "the authorization request has another "
                        + Integer.toHexString(tag).toUpperCase(java.util.Locale.ROOT) + " than the card gave at tap 1";
            }
        }
        return first.tag(Tags.ATC).isEmpty() ? "the card's ARQC came without an ATC" : "";
    }

    private static String forgeryUnattempted(Load load) {
        boolean wrong = load.request()
                .flatMap(r -> load.span().after(r.index()).decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, false))
                .isPresent();
        return wrong
                        || cryptograms(load).stream().distinct().count()
                                < cryptograms(load).size()
                ? ""
                : "the issuer was offered no wrong cryptogram, and none that it had had before";
    }

    /** Those of the requests that the issuer received. */
    private static List<Bytes> cryptograms(Load load) {
        return load.span().messages(MessageType.AUTHORIZATION_REQUEST).stream()
                .filter(request -> request.event().to() == Party.ISSUER)
                .flatMap(request -> Load.chipData(request.event()).stream())
                .flatMap(chip -> Exchange.find(chip, Tags.APPLICATION_CRYPTOGRAM).stream())
                .toList();
    }

    private static String approvedUnproven(Load load) {
        for (At<Decided> approved : load.span().decided(Party.ISSUER, Decision.LOAD_APPROVED)) {
            boolean proven = Span.last(
                            load.span().before(approved.index()).decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID))
                    .filter(d -> d.event().positive())
                    .isPresent();
            if (approved.event().positive() && !proven) {
                return "the issuer approved a load without a valid cryptogram";
            }
        }
        long approvals = load.span().decided(Party.ISSUER, Decision.LOAD_APPROVED).stream()
                .filter(approved -> approved.event().positive())
                .count();
        return approvals > cryptograms(load).stream().distinct().count()
                ? "the issuer approved one request of the card " + approvals + " times"
                : "";
    }

    private static String deliveryMissing(Load load) {
        if (load.first().isEmpty()) {
            return "no GENERATE AC of a load was answered with an ARQC";
        }
        Optional<At<MessagePassed>> request = load.request();
        if (request.isEmpty()) {
            return "the issuer received no authorization request after the card's ARQC";
        }
        return request.get().event().destination().matches(".+:[0-9]+")
                ? difference(load.first().get(), request.get().event())
                : "the authorization request names no network address of the issuer's host";
    }

    private static String lossUnattempted(Load load) {
        return load.first().isPresent() && load.request().isEmpty()
                ? ""
                : "the card's request was not kept from the issuer";
    }

    private static String misdelivered(Load load) {
        for (At<MessagePassed> request : load.span().messages(MessageType.AUTHORIZATION_REQUEST)) {
            if (request.event().from() != Party.TERMINAL || request.event().to() != Party.ISSUER) {
                return "an authorization request went from "
                        + request.event().from().label() + " to "
                        + request.event().to().label();
            }
        }
        boolean wentOn =
                !load.promptsForNextTap().isEmpty() || load.certificate().isPresent();
        return load.request().isEmpty() && wentOn ? "the load went on although no request had reached the issuer" : "";
    }

    private static String answerMissing(Load load) {
        Optional<At<MessagePassed>> approval = load.approval();
        if (approval.isEmpty()) {
            return "the terminal received no approval whose MAC it found right";
        }
        MessagePassed answer = approval.get().event();
        return answer.fields().containsKey("DE64") || answer.fields().containsKey("DE128")
                ? ""
                : "the approval carries no MAC (DE64 or DE128)";
    }

    private static String forgedAnswerUnattempted(Load load) {
        return load.span()
                        .decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, false)
                        .isPresent()
                ? ""
                : "the terminal was given no answer with a wrong MAC";
    }

    private static String forgedAnswerBelieved(Load load) {
        for (At<Decided> wrong : load.span().decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID)) {
            if (wrong.event().positive()) {
                continue;
            }
            Span after = load.span().after(wrong.index());
            int until = after.decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true)
                    .map(At::index)
                    .orElse(after.to());
            Span believed = after.before(until);
            if (believed.prompt(Prompt.PRESENT_CARD_AGAIN).isPresent()
                    || believed.exchange(Exchange::secondOfLoad).isPresent()) {
                return "the terminal went on with the load after an answer with a wrong MAC";
            }
        }
        return "";
    }

    private static String secondTapMissing(Load load) {
        Optional<Exchange> first = load.first();
        Optional<At<MessagePassed>> approval = load.approval();
        if (first.isEmpty() || approval.isEmpty()) {
            return "there is no tap 1 with an approval that the terminal found genuine";
        }
        Span after = load.span().after(approval.get().index());
        Optional<At<Prompted>> prompt = after.prompt(Prompt.PRESENT_CARD_AGAIN);
        if (prompt.isEmpty()) {
            return "the terminal did not prompt for the card after the approval";
        }
        Optional<At<LinkOpened>> tap = load.span().after(prompt.get().index()).taps().stream()
                .filter(t -> t.event().reader().equals(first.get().apdu().reader()))
                .findFirst();
        if (tap.isEmpty()) {
            return "there is no second tap after the second prompt";
        }
        boolean fieldWasOff = !load.span()
                .before(tap.get().index())
                .of(
                        LinkClosed.class,
                        c -> c.reader().equals(first.get().apdu().reader())
                                && c.tap() == first.get().apdu().tap())
                .isEmpty();
        if (!fieldWasOff) {
            return "the first channel was still open at the second tap";
        }
        return load.span()
                        .after(tap.get().index())
                        .exchange(e -> e.secondOfLoad() && !e.sameTap(first.get()))
                        .isPresent()
                ? ""
                : "the second tap carries no second GENERATE AC";
    }

    private static String noApprovalUnattempted(Load load) {
        boolean answeredBadly = !load.answers().isEmpty() && load.approval().isEmpty();
        return load.first().isPresent() && (answeredBadly || load.request().isEmpty())
                ? ""
                : "there is no tap 1 that went without a genuine approval";
    }

    private static String promptedTooEarly(Load load) {
        int approved = load.approval().map(At::index).orElse(Integer.MAX_VALUE);
        boolean early = load.promptsForNextTap().stream().anyMatch(p -> p.index() < approved);
        return early ? "the terminal prompted for the next tap before it had a genuine approval" : "";
    }
}
