package dev.tapbench.reports.requirements;

import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A stretch of a trace that tells one story. Places are those of the whole trace.
 *
 * @param from first place, inclusive
 * @param to last place, exclusive
 */
record Span(List<TraceEvent> all, int from, int to) {
    /** The stretches that begin at each event that fits and end before the next. */
    static List<Span> startingAt(List<TraceEvent> all, Predicate<TraceEvent> start) {
        List<Span> spans = new ArrayList<>();
        int from = -1;
        for (int i = 0; i < all.size(); i++) {
            if (start.test(all.get(i))) {
                if (from >= 0) {
                    spans.add(new Span(all, from, i));
                }
                from = i;
            }
        }
        if (from >= 0) {
            spans.add(new Span(all, from, all.size()));
        }
        return spans;
    }

    /** All events of a kind that fit, in order. */
    <T extends TraceEvent> List<At<T>> of(Class<T> kind, Predicate<T> fits) {
        List<At<T>> found = new ArrayList<>();
        for (int i = from; i < to; i++) {
            TraceEvent event = all.get(i);
            if (kind.isInstance(event) && fits.test(kind.cast(event))) {
                found.add(new At<>(i, kind.cast(event)));
            }
        }
        return found;
    }

    /** The part after a place. */
    Span after(int place) {
        return new Span(all, Math.min(place + 1, to), to);
    }

    /** The part before a place. */
    Span before(int place) {
        return new Span(all, from, Math.max(from, Math.min(place, to)));
    }

    List<Exchange> exchanges(Predicate<Exchange> fits) {
        return of(ApduExchanged.class, e -> true).stream()
                .map(a -> new Exchange(a.index(), a.event()))
                .filter(fits)
                .toList();
    }

    Optional<Exchange> exchange(Predicate<Exchange> fits) {
        return exchanges(fits).stream().findFirst();
    }

    List<At<MessagePassed>> messages(MessageType type) {
        return of(MessagePassed.class, m -> m.type() == type);
    }

    Optional<At<MessagePassed>> message(MessageType type, Party sender, Party receiver) {
        return of(MessagePassed.class, m -> m.type() == type && m.from() == sender && m.to() == receiver).stream()
                .findFirst();
    }

    List<At<Decided>> decided(Party by, Decision decision) {
        return of(Decided.class, d -> d.by() == by && d.decision() == decision);
    }

    Optional<At<Decided>> decided(Party by, Decision decision, boolean positive) {
        return decided(by, decision).stream()
                .filter(d -> d.event().positive() == positive)
                .findFirst();
    }

    List<At<Prompted>> prompts(Prompt prompt) {
        return of(Prompted.class, p -> p.prompt() == prompt);
    }

    List<At<Prompted>> prompts(Set<Prompt> prompts) {
        return of(Prompted.class, p -> prompts.contains(p.prompt()));
    }

    Optional<At<Prompted>> prompt(Prompt prompt) {
        return prompts(prompt).stream().findFirst();
    }

    Optional<At<Entered>> entry(Entered.Entry entry) {
        return of(Entered.class, e -> e.entry() == entry).stream().findFirst();
    }

    List<At<LinkOpened>> taps() {
        return of(LinkOpened.class, l -> l.medium() == Medium.CONTACTLESS);
    }

    /** The last of a list, if any. */
    static <T> Optional<T> last(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }
}
