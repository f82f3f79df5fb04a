package dev.tapbench.drivers.person;

import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Presenter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells a person which card to bring where, and hears that they have none, or want to stop. */
final class PersonPresenter implements Presenter {
    private final Dialogue dialogue;
    private final String address;
    private final Duration patience;
    private final Map<Place, Card> brought = new HashMap<>();
    private Answers answers = new Answers("nothing has been asked for");

    /** @param address what each prompt begins with */
    PersonPresenter(Dialogue dialogue, String address, Duration patience) {
        this.dialogue = dialogue;
        this.address = address;
        this.patience = patience;
    }

    @Override
    public synchronized boolean holds(Card card, Place place) {
        return card.equals(brought.get(place));
    }

    @Override
    public synchronized void present(Card card, Place place) {
        brought.values().removeIf(card::equals);
        brought.remove(place);
        answers = new Answers("'" + card.id() + "' was not brought to reader '" + place.reader() + "'");
        dialogue.say(address + "Bring '" + card.id() + "' to reader '" + place.reader() + "' ("
                + place.medium().label() + ") within " + patience.toSeconds() + " s. " + Answers.HELP);
    }

    @Override
    public synchronized void came(Card card, Place place) {
        brought.put(place, card);
    }

    @Override
    public synchronized void takeAway(Place place) {
        Card card = brought.remove(place);
        answers = new Answers("the card on reader '" + place.reader() + "' was not taken away");
        dialogue.say(address + "Take " + (card == null ? "the card" : "'" + card.id() + "'") + " away from reader '"
                + place.reader() + "'. " + Answers.HELP);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public String remedy() {
        return "have somebody at the bench who reads this terminal, or raise the option 'patience' of person:";
    }

    @Override
    public synchronized Optional<RuntimeException> refusal() {
        Optional<String> line = dialogue.line();
        Optional<RuntimeException> refusal = line.flatMap(answers::refusal);
        line.filter(words -> refusal.isEmpty() && !words.isEmpty())
                .ifPresent(words -> dialogue.say(quoted(words) + " is no answer. " + Answers.HELP));
        return refusal;
    }

    /** Digits may be a PIN that was typed too early. */
    private static String quoted(String words) {
        return words.matches("[0-9\\s]+") ? "What was typed" : "'" + words + "'";
    }

    @Override
    public void close() {}
}
