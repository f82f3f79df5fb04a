package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * C-02: what the card status update of an answer orders, against what the card did then. An answer is the issuer's own where the
 * issuer gave it in this transaction, byte for byte as far as its cryptogram covers it; any other is somebody else's.
 */
final class CardOrders {
    private static final int SHORTEST_ANSWER = 8;
    private static final int CSU_AT = 4;

    private CardOrders() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "C-02",
                "second cryptogram over an answer",
                CardOrders::answers,
                story -> story.own() ? "" : "the issuer's own answer did not reach the card",
                story -> story.own() && story.csu().approves() ? "the answer was the issuer's own, and approved" : "",
                CardOrders::disobeyed));
    }

    /**
     * One answer at the card.
     *
     * @param ac the second GENERATE AC that brought it
     * @param own whether it is the issuer's own
     * @param tap what was sent in the same activation before
     * @param later what was sent to the card after, up to the next answer or script
     */
    private record Story(
            Exchange ac,
            CryptogramType given,
            Cvr cvr,
            Csu csu,
            boolean own,
            List<Exchange> tap,
            List<Exchange> later) {
        boolean orders(Csu.Bit bit) {
            return own && csu.has(bit);
        }

        boolean blocks() {
            return csu.has(Csu.Bit.CARD_BLOCK) || csu.has(Csu.Bit.APPLICATION_BLOCK);
        }

        Optional<Cvr> firstCvr() {
            return Span.last(tap.stream().filter(Exchange::first).toList())
                    .flatMap(Exchange::iad)
                    .map(Iad::cvr);
        }
    }

    private static List<Story> answers(List<TraceEvent> events) {
        Span whole = new Span(events, 0, events.size());
        List<Exchange> all = whole.exchanges(e -> true);
        List<Story> stories = new ArrayList<>();
        for (Exchange ac : all) {
            if (!ac.second()
                    || ac.type() == 0x28
                    || ac.iad().isEmpty()
                    || ac.cryptogram().isEmpty()) {
                continue;
            }
            Bytes answer = ac.issuerAuthentication();
            if (answer.equals(Bytes.zeros(SHORTEST_ANSWER))) {
                continue;
            }
            List<Exchange> tap = all.stream()
                    .filter(e -> e.index() < ac.index() && e.sameTap(ac))
                    .toList();
            stories.add(new Story(
                    ac,
                    ac.cryptogram().get(),
                    ac.iad().get().cvr(),
                    new Csu(answer.slice(CSU_AT, SHORTEST_ANSWER)),
                    own(whole, tap, ac.index(), answer),
                    tap,
                    later(all, ac)));
        }
        return stories;
    }

    private static List<Exchange> later(List<Exchange> all, Exchange ac) {
        List<Exchange> later = new ArrayList<>();
        for (Exchange e : all) {
            if (e.index() > ac.index() && e.sameCard(ac)) {
                if (e.second() || e.script()) {
                    break;
                }
                later.add(e);
            }
        }
        return later;
    }

    private static boolean own(Span whole, List<Exchange> tap, int at, Bytes answer) {
        int asked = Span.last(tap.stream().filter(Exchange::first).toList())
                .map(Exchange::index)
                .orElse(at);
        return new Span(whole.all(), asked, at)
                .messages(MessageType.AUTHORIZATION_RESPONSE).stream()
                        .filter(m -> m.event().from() == Party.ISSUER)
                        .flatMap(m -> Load.authentication(m.event()).stream())
                        .anyMatch(given -> covered(given).equals(covered(answer)));
    }

    /** Proprietary data only where the CSU says that the cryptogram covers them (EMV Book 2, 8.2.2). */
    private static Bytes covered(Bytes answer) {
        boolean all = answer.length() >= SHORTEST_ANSWER
                && new Csu(answer.slice(CSU_AT, SHORTEST_ANSWER)).proprietaryDataIncluded();
        return all || answer.length() < SHORTEST_ANSWER ? answer : answer.slice(0, SHORTEST_ANSWER);
    }

    private static String disobeyed(Story story) {
        return List.of(approval(story), blocks(story), goOnline(story), tries(story)).stream()
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> "over the CSU " + story.csu() + (story.own() ? " of its issuer " : " of somebody else ")
                        + found)
                .orElse("");
    }

    private static String approval(Story story) {
        boolean approved = story.orders(Csu.Bit.APPROVES) && !story.blocks();
        if (story.given() == CryptogramType.TC && !approved) {
            return "the card gave a certificate, which only an issuer that approves and blocks nothing may have";
        }
        boolean must = approved
                && story.ac().asksForCertificate()
                && story.csu().counterUpdate() != Csu.CounterUpdate.ADD_TRANSACTION
                && story.tap().stream().noneMatch(Exchange::script)
                && Span.last(story.tap().stream().filter(Exchange::first).toList())
                        .filter(first -> same(first, story.ac()))
                        .isPresent();
        return must && story.given() != CryptogramType.TC ? "the card declined what its issuer approved" : "";
    }

    private static boolean same(Exchange first, Exchange second) {
        return first.amount() == second.amount()
                && first.currency().equals(second.currency())
                && first.type() == second.type();
    }

    /** What the next SELECT of the same application says. */
    private static String blocks(Story story) {
        Optional<Exchange> before = Span.last(
                story.tap().stream().filter(e -> e.ins() == Exchange.SELECT).toList());
        Optional<Exchange> after = story.later().stream()
                .filter(e -> e.ins() == Exchange.SELECT)
                .filter(e -> before.filter(b -> b.data().equals(e.data())).isPresent())
                .findFirst();
        if (after.isEmpty() || before.filter(Exchange::ok).isEmpty()) {
            return "";
        }
        int expected = story.orders(Csu.Bit.CARD_BLOCK)
                ? StatusWord.FUNCTION_NOT_SUPPORTED.value()
                : story.orders(Csu.Bit.APPLICATION_BLOCK)
                        ? StatusWord.SELECTED_FILE_INVALIDATED.value()
                        : StatusWord.OK.value();
        int came = after.get().statusWord();
        return came == expected
                ? ""
                : "the card answered the next SELECT with " + new StatusWord(came) + ", expected "
                        + new StatusWord(expected);
    }

    /** What the next transaction tells of the order to go online. */
    private static String goOnline(Story story) {
        Optional<Cvr> next = story.later().stream()
                .filter(Exchange::first)
                .findFirst()
                .flatMap(Exchange::iad)
                .map(Iad::cvr);
        Optional<Cvr> before = story.firstCvr();
        if (next.isEmpty() || before.isEmpty()) {
            return "";
        }
        boolean expected = story.own()
                ? story.csu().has(Csu.Bit.GO_ONLINE_NEXT)
                : before.get().has(Cvr.Bit.GO_ONLINE_WAS_SET);
        boolean came = next.get().has(Cvr.Bit.GO_ONLINE_WAS_SET);
        return came == expected ? "" : "the card " + (came ? "goes" : "does not go") + " online the next time";
    }

    /** The tries that the answer itself tells of. */
    private static String tries(Story story) {
        int left = story.cvr().pinTriesLeft();
        if (story.orders(Csu.Bit.UPDATE_PIN_TRY_COUNTER)) {
            return left > story.csu().pinTryCounter() ? "the card keeps " + left + " PIN tries" : "";
        }
        boolean untouched = story.tap().stream().noneMatch(e -> e.ins() == Exchange.VERIFY || e.script());
        return story.firstCvr()
                .filter(before -> untouched && before.pinTriesLeft() != left)
                .map(before -> "the PIN tries went from " + before.pinTriesLeft() + " to " + left)
                .orElse("");
    }
}
