package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * C-04: what an application answers, against the state that it says at SELECT: without a proprietary template it is not
 * personalized, 6283 says that it is blocked, 6A81 that the card is. What scripts did to the state has to show at the next SELECT.
 */
final class CardLifeCycle {
    private static final Set<Integer> PERSONALIZATION =
            Set.of(Exchange.INITIALIZE_UPDATE, Exchange.EXTERNAL_AUTHENTICATE, Exchange.STORE_DATA);
    private static final Set<Integer> NOT_WHEN_BLOCKED =
            Set.of(Exchange.GET_CHALLENGE, Exchange.VERIFY, Exchange.INTERNAL_AUTHENTICATE);

    private CardLifeCycle() {}

    static List<Predicate> all() {
        return List.of(new StoryPredicate<>(
                "C-04",
                "activation of a card",
                CardLifeCycle::activations,
                activation -> activation.commands().stream().anyMatch(CardLifeCycle::answered)
                        ? ""
                        : "the card answered nothing",
                activation ->
                        activation.commands().stream().anyMatch(activation::refuses) ? "" : "the card refused nothing",
                CardLifeCycle::outOfState));
    }

    private enum State {
        SELECTABLE,
        PERSONALIZED,
        APPLICATION_BLOCKED,
        CARD_BLOCKED
    }

    private record Application(String card, Bytes name) {}

    /**
     * From one SELECT to the next.
     *
     * @param select the SELECT
     * @param state what it says; empty where it says nothing
     * @param scripted the state that scripts have left the application in before, if any did
     * @param commands what followed in the same activation, the SELECT first
     */
    private record Activation(
            Exchange select, Optional<State> state, Optional<State> scripted, List<Exchange> commands) {
        boolean refuses(Exchange command) {
            boolean conditions = command.statusWord() == StatusWord.CONDITIONS_NOT_SATISFIED.value();
            boolean cardBlocked = command.statusWord() == StatusWord.FUNCTION_NOT_SUPPORTED.value();
            boolean declined = state.equals(Optional.of(State.APPLICATION_BLOCKED)) && command.gave(CryptogramType.AAC);
            return conditions || cardBlocked || declined;
        }
    }

    private static boolean answered(Exchange command) {
        return command.ok() || command.statusWord() == StatusWord.SELECTED_FILE_INVALIDATED.value();
    }

    private static List<Activation> activations(List<TraceEvent> events) {
        List<Exchange> all = new Span(events, 0, events.size()).exchanges(e -> true);
        Map<Application, State> scripted = new LinkedHashMap<>();
        List<Activation> activations = new ArrayList<>();
        for (Exchange select : all) {
            if (select.ins() == Exchange.SELECT) {
                activations.add(activation(all, select, scripted));
            }
        }
        return activations;
    }

    /** Notes what its scripts do to the state, for the activations after it. */
    private static Activation activation(List<Exchange> all, Exchange select, Map<Application, State> scripted) {
        List<Exchange> commands = new ArrayList<>();
        for (Exchange e : all) {
            if (e.index() > select.index() && e.sameTap(select) && e.ins() == Exchange.SELECT) {
                break;
            }
            if (e.index() >= select.index() && e.sameTap(select)) {
                commands.add(e);
            }
        }
        Application application = new Application(select.apdu().card(), select.data());
        Optional<State> before = Optional.ofNullable(scripted.get(application));
        commands.stream()
                .filter(e -> e.script() && e.ok())
                .flatMap(e -> moved(e).stream())
                .forEach(state -> scripted.put(application, state));
        if (commands.stream().anyMatch(Exchange::second)) {
            // A card status update may have moved it since; that is C-02's.
            scripted.remove(application);
        }
        return new Activation(select, state(select), before, commands);
    }

    private static Optional<State> moved(Exchange script) {
        return switch (script.ins()) {
            case Exchange.APPLICATION_BLOCK -> Optional.of(State.APPLICATION_BLOCKED);
            case Exchange.APPLICATION_UNBLOCK -> Optional.of(State.PERSONALIZED);
            case Exchange.CARD_BLOCK -> Optional.of(State.CARD_BLOCKED);
            default -> Optional.empty();
        };
    }

    private static Optional<State> state(Exchange select) {
        return switch (select.statusWord()) {
            case 0x9000 ->
                Optional.of(select.tag(Tags.FCI_PROPRIETARY).isPresent() ? State.PERSONALIZED : State.SELECTABLE);
            case 0x6283 -> Optional.of(State.APPLICATION_BLOCKED);
            case 0x6A81 -> Optional.of(State.CARD_BLOCKED);
            default -> Optional.empty();
        };
    }

    private static String outOfState(Activation activation) {
        if (activation.state().isEmpty()) {
            return "";
        }
        State state = activation.state().get();
        if (activation.scripted().filter(left -> left != state).isPresent()) {
            return "the card says at SELECT that it is " + state + ", after a script that left it "
                    + activation.scripted().get();
        }
        boolean unblocked = false;
        for (Exchange command : activation.commands()) {
            if (command.ins() != Exchange.SELECT && command.ok() && !allowed(state, command) && !unblocked) {
                return "a card that is " + state + " carried out the command "
                        + command.apdu().command().slice(0, 4);
            }
            unblocked |= command.ins() == Exchange.APPLICATION_UNBLOCK && command.script() && command.ok();
        }
        return "";
    }

    private static boolean allowed(State state, Exchange command) {
        boolean personalizes = PERSONALIZATION.contains(command.ins());
        return switch (state) {
            case SELECTABLE -> personalizes;
            case PERSONALIZED -> !personalizes;
            case APPLICATION_BLOCKED -> !personalizes && !NOT_WHEN_BLOCKED.contains(command.ins()) && !command.paid();
            case CARD_BLOCKED -> false;
        };
    }
}
